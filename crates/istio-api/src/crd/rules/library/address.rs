//! IP addresses and ranges of them.

use std::net::{IpAddr, Ipv6Addr};

use cel::ExecutionError;
use cel::common::types::{CelBool, CelInt, CelString, Kind, STRING_TYPE, Type};

use super::values::value_type;
use super::{Declarations, failed, made, text, value};

static IP: Type = Type::simple_type(Kind::Opaque, "net.IP");
static CIDR: Type = Type::simple_type(Kind::Opaque, "net.CIDR");

/// An address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ip(IpAddr);

value_type!(Ip, IP);

/// An address and how many bits of it are the network's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cidr {
    address: IpAddr,
    length: u8,
}

value_type!(Cidr, CIDR);

impl Ip {
    fn parse(text: &str) -> Option<Self> {
        let address: IpAddr = text.parse().ok()?;
        // An IPv4 address in the guise of an IPv6 address is not taken.
        matches!(address, IpAddr::V6(six) if six.to_ipv4_mapped().is_some())
            .then_some(())
            .is_none()
            .then_some(Self(address))
    }

    fn bits(self) -> u128 {
        match self.0 {
            IpAddr::V4(four) => u128::from(four.to_bits()),
            IpAddr::V6(six) => six.to_bits(),
        }
    }

    fn width(self) -> u8 {
        if self.0.is_ipv4() { 32 } else { 128 }
    }

    fn is_link_local_multicast(self) -> bool {
        match self.0 {
            IpAddr::V4(four) => four.octets()[..3] == [224, 0, 0],
            IpAddr::V6(six) => six.segments()[0] & 0xff0f == 0xff02,
        }
    }

    fn is_link_local_unicast(self) -> bool {
        match self.0 {
            IpAddr::V4(four) => four.is_link_local(),
            IpAddr::V6(six) => six.is_unicast_link_local(),
        }
    }

    fn is_global_unicast(self) -> bool {
        let broadcast = matches!(self.0, IpAddr::V4(four) if four.is_broadcast());
        !(broadcast
            || self.0.is_unspecified()
            || self.0.is_loopback()
            || self.0.is_multicast()
            || self.is_link_local_unicast())
    }
}

impl Cidr {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let address = Ip::parse(address)?;
        let right = !length.is_empty()
            && length.bytes().all(|b| b.is_ascii_digit())
            && (length == "0" || !length.starts_with('0'));
        let length: u8 = right.then(|| length.parse().ok()).flatten()?;
        (length <= address.width()).then_some(Self {
            address: address.0,
            length,
        })
    }

    fn network(self) -> u128 {
        let address = Ip(self.address);
        let host_bits = u32::from(address.width() - self.length);
        address.bits().checked_shr(host_bits).unwrap_or(0)
    }

    fn masked(self) -> Self {
        let host_bits = u32::from(Ip(self.address).width() - self.length);
        let bits = self.network().checked_shl(host_bits).unwrap_or(0);
        let address = match self.address {
            IpAddr::V4(_) => IpAddr::V4((bits as u32).into()),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(bits)),
        };
        Self {
            address,
            length: self.length,
        }
    }

    fn contains(self, address: Ip) -> bool {
        address.0.is_ipv4() == self.address.is_ipv4()
            && Self {
                address: address.0,
                length: self.length,
            }
            .network()
                == self.network()
    }

    fn contains_range(self, other: Self) -> bool {
        other.length >= self.length && self.contains(Ip(other.address))
    }
}

fn ip(text: &str) -> Result<Ip, ExecutionError> {
    Ip::parse(text).ok_or_else(|| ExecutionError::function_error("ip", format!("{text:?} is no IP address")))
}

fn cidr(text: &str) -> Result<Cidr, ExecutionError> {
    Cidr::parse(text).ok_or_else(|| {
        ExecutionError::function_error("cidr", format!("{text:?} is no address range such as 10.0.0.0/8"))
    })
}

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.value_type(&IP);
    declarations.value_type(&CIDR);
    declarations.global("ip", &[&STRING_TYPE], |arguments| made(ip(text(&arguments, 0)?)?));
    declarations.global("isIP", &[&STRING_TYPE], |arguments| {
        made(CelBool::from(Ip::parse(text(&arguments, 0)?).is_some()))
    });
    declarations.global("ip.isCanonical", &[&STRING_TYPE], |arguments| {
        let text = text(&arguments, 0)?;
        made(CelBool::from(ip(text)?.0.to_string() == text))
    });
    declarations.member(&IP, "family", &[], |arguments| {
        let Ip(address) = value(&arguments, 0)?;
        made(CelInt::from(if address.is_ipv4() { 4 } else { 6 }))
    });
    macro_rules! question {
        ($name:literal, $answer:expr) => {
            declarations.member(&IP, $name, &[], |arguments| {
                let answer: fn(Ip) -> bool = $answer;
                made(CelBool::from(answer(*value::<Ip>(&arguments, 0)?)))
            });
        };
    }
    question!("isUnspecified", |ip| ip.0.is_unspecified());
    question!("isLoopback", |ip| ip.0.is_loopback());
    question!("isLinkLocalMulticast", Ip::is_link_local_multicast);
    question!("isLinkLocalUnicast", Ip::is_link_local_unicast);
    question!("isGlobalUnicast", Ip::is_global_unicast);
    declarations.global("string", &[&IP], |arguments| {
        let Ip(address) = value(&arguments, 0)?;
        made(CelString::from(address.to_string()))
    });
    declare_ranges(declarations);
}

fn declare_ranges(declarations: &mut Declarations) {
    declarations.global("cidr", &[&STRING_TYPE], |arguments| made(cidr(text(&arguments, 0)?)?));
    declarations.global("isCIDR", &[&STRING_TYPE], |arguments| {
        made(CelBool::from(Cidr::parse(text(&arguments, 0)?).is_some()))
    });
    declarations.member(&CIDR, "containsIP", &[&STRING_TYPE], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(CelBool::from(range.contains(ip(text(&arguments, 1)?)?)))
    });
    declarations.member(&CIDR, "containsIP", &[&IP], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(CelBool::from(range.contains(*value(&arguments, 1)?)))
    });
    declarations.member(&CIDR, "containsCIDR", &[&STRING_TYPE], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(CelBool::from(range.contains_range(cidr(text(&arguments, 1)?)?)))
    });
    declarations.member(&CIDR, "containsCIDR", &[&CIDR], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(CelBool::from(range.contains_range(*value(&arguments, 1)?)))
    });
    declarations.member(&CIDR, "ip", &[], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(Ip(range.address))
    });
    declarations.member(&CIDR, "prefixLength", &[], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(CelInt::from(i64::from(range.length)))
    });
    declarations.member(&CIDR, "masked", &[], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        made(range.masked())
    });
    declarations.global("string", &[&CIDR], |arguments| {
        let range: &Cidr = value(&arguments, 0)?;
        if range.length > Ip(range.address).width() {
            return failed("string", "the range is wrong");
        }
        made(CelString::from(format!("{}/{}", range.address, range.length)))
    });
}
