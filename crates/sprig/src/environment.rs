//! What the functions take from outside of the template: the time, randomness, environment variables, host names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::ToSocketAddrs;
use std::time::{SystemTime, UNIX_EPOCH};

use gotemplate::FuncError;

use crate::gotime::{Time, Zone};

/// Gives the time as seconds since 1970 and nanoseconds.
pub type Clock = dyn Fn() -> (i64, u32);

/// Fills a buffer with random bytes; the error is the reason why it cannot.
pub type Randomness = dyn FnMut(&mut [u8]) -> Result<(), String>;

/// Gives the addresses of a host name.
pub type Resolver = dyn Fn(&str) -> Vec<String>;

/// The surroundings of a rendering. The default is the real clock, the randomness of the system, no environment
/// variables, UTC as the local zone, and the resolver of the system.
pub struct Environment {
    clock: Box<Clock>,
    random: RefCell<Box<Randomness>>,
    variables: BTreeMap<String, String>,
    local_zone: Zone,
    resolver: Box<Resolver>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment")
            .field("variables", &self.variables.len())
            .field("local_zone", &self.local_zone)
            .finish_non_exhaustive()
    }
}

impl Default for Environment {
    fn default() -> Self {
        Environment {
            clock: Box::new(system_clock),
            random: RefCell::new(Box::new(|buffer| getrandom::fill(buffer).map_err(|e| e.to_string()))),
            variables: BTreeMap::new(),
            local_zone: Zone::Utc,
            resolver: Box::new(system_resolver),
        }
    }
}

fn system_clock() -> (i64, u32) {
    // Before 1970 there is no use in being exact.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos())
}

fn system_resolver(name: &str) -> Vec<String> {
    let found = (name, 0).to_socket_addrs();
    let mut addresses: Vec<String> = found
        .into_iter()
        .flatten()
        .map(|address| address.ip().to_string())
        .collect();
    addresses.dedup();
    addresses
}

impl Environment {
    /// The default surroundings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the time from `clock`, as seconds since 1970 and nanoseconds.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Fn() -> (i64, u32) + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Takes random bytes from `random`.
    #[must_use]
    pub fn with_random(mut self, random: impl FnMut(&mut [u8]) -> Result<(), String> + 'static) -> Self {
        self.random = RefCell::new(Box::new(random));
        self
    }

    /// Lets `env` and `expandenv` see these variables.
    #[must_use]
    pub fn with_variables(mut self, variables: BTreeMap<String, String>) -> Self {
        self.variables = variables;
        self
    }

    /// Shows dates in this zone of the IANA data base where none is named. `None` if there is no such zone.
    #[must_use]
    pub fn with_local_zone(mut self, name: &str) -> Option<Self> {
        self.local_zone = Zone::load(name)?;
        Some(self)
    }

    /// Looks host names up with `resolver`.
    #[must_use]
    pub fn with_resolver(mut self, resolver: impl Fn(&str) -> Vec<String> + 'static) -> Self {
        self.resolver = Box::new(resolver);
        self
    }

    /// The time now, in the local zone.
    #[must_use]
    pub fn now(&self) -> Time {
        let (seconds, nanos) = (self.clock)();
        Time::unix(seconds, nanos.min(999_999_999), self.local_zone.clone())
    }

    /// The local zone.
    #[must_use]
    pub fn local_zone(&self) -> &Zone {
        &self.local_zone
    }

    /// The value of an environment variable.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    pub(crate) fn addresses(&self, name: &str) -> Vec<String> {
        (self.resolver)(name)
    }

    /// Fills `buffer` with random bytes.
    pub(crate) fn fill(&self, buffer: &mut [u8]) -> Result<(), FuncError> {
        // A random source that calls a template which asks for randomness finds the source in use.
        let mut random = self
            .random
            .try_borrow_mut()
            .map_err(|_| FuncError::new("random source in use"))?;
        (*random)(buffer).map_err(FuncError::new)
    }

    /// A random number from 0 up to but without `bound`, each as likely as the other.
    pub(crate) fn below(&self, bound: u64) -> Result<u64, FuncError> {
        if bound <= 1 {
            return Ok(0);
        }
        let mask = u64::MAX >> (bound - 1).leading_zeros();
        loop {
            let mut bytes = [0; 8];
            self.fill(&mut bytes)?;
            let number = u64::from_le_bytes(bytes) & mask;
            if number < bound {
                return Ok(number);
            }
        }
    }
}
