//! Owns reading compiled functions as wasm: where each leaves, and how much of the
//! budget it has spent on the way there since its entry. Deliberately knows no
//! UM instruction, and of the translator only the contract: parameter 8 is the
//! budget, and what a function returns last is the site.

use std::collections::HashMap;

use wasmparser::{FunctionBody, Operator, Parser, Payload};

/// The parameter that holds the budget.
const BUDGET: u32 = 8;
/// Helpers before the functions for entries.
pub const HELPERS: u32 = 3;

/// Where a path of a function ends, with what it has spent since the entry; round
/// loops no more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// An exit at the site of this number.
    Site { number: u32, spent: u32 },
    /// A call of the function with this index in place of going on.
    Call { function: u32, spent: u32 },
    /// A call of whatever is in a slot of the table.
    Indirect { spent: u32 },
    /// Back to the beginning of a loop, in which the first branch on a condition
    /// leads to the exit of this number; spent since then.
    Back { first_site: u32, spent: u32 },
}

/// Where the functions of a module leave, in their order.
pub fn leaves(bytes: &[u8]) -> Vec<Vec<Leave>> {
    let payloads = Parser::new(0)
        .parse_all(bytes)
        .map(|payload| payload.expect("a valid module"));
    payloads
        .filter_map(|payload| match payload {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        })
        .skip(HELPERS as usize)
        .map(|body| leaves_of(&body))
        .collect()
}

/// A construct that is open.
struct Open {
    /// Where it begins among the operators.
    at: usize,
    is_loop: bool,
    /// Spent when it began.
    spent: u32,
    /// Of a loop: the block out of which its first branch on a condition leads.
    first_branch: Option<usize>,
}

/// Spent by the budget pushed last before `operators` end.
fn pushed_budget(operators: &[Operator<'_>]) -> u32 {
    match operators {
        [
            ..,
            Operator::LocalGet {
                local_index: BUDGET,
            },
        ] => 0,
        [
            ..,
            Operator::LocalGet {
                local_index: BUDGET,
            },
            Operator::I32Const { value },
            Operator::I32Sub,
        ] => value.cast_unsigned(),
        _ => panic!("no budget is handed on"),
    }
}

fn leaves_of(body: &FunctionBody<'_>) -> Vec<Leave> {
    let reader = body.get_operators_reader().expect("operators");
    let operators: Vec<Operator<'_>> = reader
        .into_iter()
        .map(|operator| operator.expect("an operator"))
        .collect();
    let [
        ..,
        Operator::LocalGet {
            local_index: site_local,
        },
        Operator::End,
    ] = operators[..]
    else {
        panic!("a site is returned last");
    };
    let mut leaves = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The block that ended last, and the first site behind each.
    let mut ended: Option<usize> = None;
    let mut sites_behind: HashMap<usize, u32> = HashMap::new();
    let mut backs: Vec<(usize, usize)> = Vec::new();
    let mut spent = 0;
    for (at, operator) in operators.iter().enumerate() {
        let before = &operators[..at];
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                open.push(Open {
                    at,
                    is_loop: matches!(operator, Operator::Loop { .. }),
                    spent,
                    first_branch: None,
                });
            }
            // Both branches of an `if`, and what stands behind it, go on from
            // where it began: no path goes on behind from within.
            Operator::Else => spent = open.last().expect("an if").spent,
            Operator::End => {
                if let Some(construct) = open.pop() {
                    spent = construct.spent;
                    ended = Some(construct.at);
                }
            }
            Operator::BrIf { relative_depth } => {
                let block = open[open.len() - 1 - *relative_depth as usize].at;
                for open in open.iter_mut().filter(|open| open.is_loop) {
                    open.first_branch.get_or_insert(block);
                }
            }
            Operator::LocalSet {
                local_index: BUDGET,
            } => match before {
                [
                    ..,
                    Operator::LocalGet {
                        local_index: BUDGET,
                    },
                    Operator::I32Const { value },
                    Operator::I32Sub,
                ] => spent += value.cast_unsigned(),
                _ => panic!("the budget becomes something else"),
            },
            Operator::LocalSet { local_index } if *local_index == site_local => {
                let [.., Operator::I32Const { value }] = before else {
                    panic!("a site is a constant");
                };
                let number = value.cast_unsigned();
                if let Some(block) = ended {
                    sites_behind.entry(block).or_insert(number);
                }
                leaves.push(Leave::Site { number, spent });
            }
            Operator::Br { relative_depth } => {
                let target = &open[open.len() - 1 - *relative_depth as usize];
                if target.is_loop {
                    let block = target.first_branch.expect("a look at the budget");
                    backs.push((leaves.len(), block));
                    leaves.push(Leave::Back {
                        first_site: u32::MAX,
                        spent: spent - target.spent,
                    });
                }
            }
            Operator::ReturnCall { function_index } => leaves.push(Leave::Call {
                function: *function_index,
                spent: spent + pushed_budget(before),
            }),
            Operator::ReturnCallIndirect { .. } => {
                // The slot is pushed last: a local, without its highest bit.
                let arguments = &before[..before.len() - 3];
                leaves.push(Leave::Indirect {
                    spent: spent + pushed_budget(arguments),
                });
            }
            _ => {}
        }
    }
    for (back, block) in backs {
        if let Leave::Back { first_site, .. } = &mut leaves[back] {
            *first_site = sites_behind[&block];
        }
    }
    leaves
}
