//! The two sectors of education, in which rights, people and words differ.

/// Primary and secondary education, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sectors {
    /// Basisschool.
    pub po: bool,
    /// Middelbare school.
    pub vo: bool,
}

/// One of the two sectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// Primary education: basisschool.
    Po,
    /// Secondary education: middelbare school.
    Vo,
}

impl Sector {
    /// Both, in the order in which they are shown.
    pub const ALL: [Sector; 2] = [Sector::Po, Sector::Vo];

    /// `po` or `vo`, as editors write it.
    pub fn name(self) -> &'static str {
        match self {
            Sector::Po => "po",
            Sector::Vo => "vo",
        }
    }

    /// The kind of school, in the words of readers.
    pub fn school(self) -> &'static str {
        match self {
            Sector::Po => "basisschool",
            Sector::Vo => "middelbare school",
        }
    }
}

impl Sectors {
    /// Both.
    pub const BOTH: Sectors = Sectors { po: true, vo: true };
    /// None.
    pub const NONE: Sectors = Sectors { po: false, vo: false };

    /// Whether the sector is in it.
    pub fn has(self, sector: Sector) -> bool {
        match sector {
            Sector::Po => self.po,
            Sector::Vo => self.vo,
        }
    }

    /// The set with this sector in it.
    pub fn with(mut self, sector: Sector) -> Self {
        match sector {
            Sector::Po => self.po = true,
            Sector::Vo => self.vo = true,
        }
        self
    }

    /// What both sets have.
    pub fn and(self, other: Sectors) -> Self {
        Self { po: self.po && other.po, vo: self.vo && other.vo }
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        !self.po && !self.vo
    }

    /// The sectors in it, in order.
    pub fn iter(self) -> impl Iterator<Item = Sector> {
        Sector::ALL.into_iter().filter(move |s| self.has(*s))
    }
}
