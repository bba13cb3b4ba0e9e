//! Decimal arithmetic as shopspring/decimal v1.4.0 does it for `addf`, `subf`, `mulf` and `divf`: exact, but for
//! division, which keeps 16 places.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_bigint::Sign;

/// A decimal number: an integer times ten to a power.
#[derive(Clone, Debug)]
pub(crate) struct Decimal {
    value: BigInt,
    exponent: i32,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DecimalError {
    /// A float that is no number, or is infinite.
    NotFinite(f64),
    /// The divisor is zero.
    DivisionByZero,
}

impl std::fmt::Display for DecimalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DecimalError::NotFinite(v) if v.is_nan() => f.write_str("Cannot create a Decimal from NaN"),
            DecimalError::NotFinite(v) => {
                let sign = if *v < 0.0 { '-' } else { '+' };
                write!(f, "Cannot create a Decimal from {sign}Inf")
            }
            DecimalError::DivisionByZero => f.write_str("decimal division by 0"),
        }
    }
}

/// Places that a division keeps.
const DIVISION_PLACES: i32 = 16;

impl Decimal {
    /// The shortest decimal number that reads back as this float.
    pub(crate) fn from_float(v: f64) -> Result<Decimal, DecimalError> {
        if !v.is_finite() {
            return Err(DecimalError::NotFinite(v));
        }
        // Rust writes the shortest digits: `-1.25e-7`.
        let text = format!("{v:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len());
        let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
        let exponent: i32 = exponent.parse().unwrap_or(0);
        Ok(Decimal {
            value: digits.parse().unwrap_or_default(),
            exponent: exponent - i32::try_from(places).unwrap_or(0),
        })
    }

    /// The nearest float.
    pub(crate) fn to_float(&self) -> f64 {
        format!("{}e{}", self.value, self.exponent).parse().unwrap_or(0.0)
    }

    /// Both values over the lesser exponent.
    fn aligned(&self, other: &Decimal) -> (BigInt, BigInt, i32) {
        let exponent = self.exponent.min(other.exponent);
        let raise = |d: &Decimal| &d.value * power_of_ten(d.exponent - exponent);
        (raise(self), raise(other), exponent)
    }

    pub(crate) fn add(&self, other: &Decimal) -> Decimal {
        let (a, b, exponent) = self.aligned(other);
        Decimal { value: a + b, exponent }
    }

    pub(crate) fn subtract(&self, other: &Decimal) -> Decimal {
        let (a, b, exponent) = self.aligned(other);
        Decimal { value: a - b, exponent }
    }

    pub(crate) fn multiply(&self, other: &Decimal) -> Decimal {
        Decimal {
            value: &self.value * &other.value,
            exponent: self.exponent + other.exponent,
        }
    }

    /// The quotient to 16 places, halves away from zero.
    pub(crate) fn divide(&self, other: &Decimal) -> Result<Decimal, DecimalError> {
        if other.value.sign() == Sign::NoSign {
            return Err(DecimalError::DivisionByZero);
        }
        let shift = self.exponent - other.exponent + DIVISION_PLACES;
        let (numerator, denominator) = if shift < 0 {
            (self.value.clone(), &other.value * power_of_ten(-shift))
        } else {
            (&self.value * power_of_ten(shift), other.value.clone())
        };
        let mut quotient = &numerator / &denominator;
        let twice_rest = (&numerator % &denominator).magnitude() * 2u32;
        if twice_rest.cmp(denominator.magnitude()) != Ordering::Less {
            if numerator.sign() == denominator.sign() {
                quotient += 1;
            } else {
                quotient -= 1;
            }
        }
        Ok(Decimal {
            value: quotient,
            exponent: -DIVISION_PLACES,
        })
    }
}

fn power_of_ten(exponent: i32) -> BigInt {
    BigInt::from(10).pow(u32::try_from(exponent).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(v: f64) -> Decimal {
        Decimal::from_float(v).expect("a finite number")
    }

    #[test]
    fn results_are_those_of_decimal_numbers() {
        assert_eq!(decimal(0.1).add(&decimal(0.2)).to_float(), 0.3);
        assert_eq!(decimal(1.0).subtract(&decimal(0.9)).to_float(), 0.1);
        assert_eq!(decimal(0.1).multiply(&decimal(3.0)).to_float(), 0.3);
        let third = decimal(1.0).divide(&decimal(3.0)).expect("not by zero");
        assert_eq!(third.to_float(), 0.333_333_333_333_333_3);
        let tiny = decimal(1e-20).divide(&decimal(3.0)).expect("not by zero");
        assert_eq!(tiny.to_float(), 0.0);
        assert!(decimal(1.0).divide(&decimal(0.0)).is_err());
    }
}
