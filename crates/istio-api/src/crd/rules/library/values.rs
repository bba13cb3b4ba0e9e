//! What our own types of values have in common.

/// Implements `Val` for a type with equality that other functions get at by reference.
macro_rules! value_type {
    ($name:ident, $type:expr $(, $capability:item)*) => {
        impl cel::common::value::Val for $name {
            fn get_type(&self) -> &cel::common::types::Type {
                &$type
            }

            fn cel_type() -> &'static cel::common::types::Type {
                &$type
            }

            $($capability)*

            fn equals(&self, other: &dyn cel::common::value::Val) -> bool {
                other.as_any().and_then(|any| any.downcast_ref::<Self>()).is_some_and(|other| self == other)
            }

            fn clone_as_boxed<'v>(&self) -> Box<dyn cel::common::value::Val + 'v>
            where
                Self: 'v,
            {
                Box::new(self.clone())
            }

            fn as_any(&self) -> Option<&dyn std::any::Any> {
                Some(self)
            }
        }

        impl cel::common::value::StaticVal for $name {}
    };
}

pub(super) use value_type;
