//! Owns what makes a function a test natively, in Node and in browsers alike.
//! Deliberately knows nothing of what is tested.

/// Makes each function a test on every host.
macro_rules! tests {
    ($($(#[$attribute:meta])* fn $name:ident() $body:block)*) => {
        $(
            $(#[$attribute])*
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
            fn $name() $body
        )*
    };
}

pub(crate) use tests;
