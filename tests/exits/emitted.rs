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
    let mut walk = Walk {
        site_local,
        spent: 0,
        open: Vec::new(),
        ended: None,
        sites_behind: HashMap::new(),
        leaves: Vec::new(),
        backs: Vec::new(),
    };
    for (at, operator) in operators.iter().enumerate() {
        walk.pass(at, operator, &operators[..at]);
    }
    walk.end()
}

/// How far a function is read, from its first operator to its last.
struct Walk {
    /// The local that is returned.
    site_local: u32,
    /// Since the function's beginning.
    spent: u32,
    open: Vec<Open>,
    /// The block that ended last.
    ended: Option<usize>,
    /// The first site behind each block that ended.
    sites_behind: HashMap<usize, u32>,
    leaves: Vec<Leave>,
    /// Which of the leaves go back, and the block out of which the loop's first branch leads.
    backs: Vec<(usize, usize)>,
}

impl Walk {
    /// Passes the operator `at` its place, with all `before` it.
    fn pass(&mut self, at: usize, operator: &Operator<'_>, before: &[Operator<'_>]) {
        match operator {
            Operator::Loop { .. } => self.begin(at, true),
            Operator::Block { .. } | Operator::If { .. } => self.begin(at, false),
            // Both branches of an `if`, and what stands behind it, go on from
            // where it began: no path goes on behind from within.
            Operator::Else => self.spent = self.open.last().expect("an if").spent,
            Operator::End => {
                if let Some(construct) = self.open.pop() {
                    self.spent = construct.spent;
                    self.ended = Some(construct.at);
                }
            }
            Operator::BrIf { relative_depth } => {
                let block = self.branched_to(*relative_depth).at;
                for open in self.open.iter_mut().filter(|open| open.is_loop) {
                    open.first_branch.get_or_insert(block);
                }
            }
            Operator::Br { relative_depth } => self.go_back(*relative_depth),
            Operator::LocalSet {
                local_index: BUDGET,
            } => self.spent += taken_off(before),
            Operator::LocalSet { local_index } if *local_index == self.site_local => {
                self.leave_at_site(before);
            }
            Operator::ReturnCall { function_index } => self.leaves.push(Leave::Call {
                function: *function_index,
                spent: self.spent + pushed_budget(before),
            }),
            Operator::ReturnCallIndirect { .. } => {
                // The slot is pushed last: a local, without its highest bit.
                let arguments = &before[..before.len() - 3];
                self.leaves.push(Leave::Indirect {
                    spent: self.spent + pushed_budget(arguments),
                });
            }
            _ => {}
        }
    }

    fn begin(&mut self, at: usize, is_loop: bool) {
        self.open.push(Open {
            at,
            is_loop,
            spent: self.spent,
            first_branch: None,
        });
    }

    fn branched_to(&self, relative_depth: u32) -> &Open {
        &self.open[self.open.len() - 1 - relative_depth as usize]
    }

    /// A branch out of a block ends nothing: it leads to an exit, which comes later.
    fn go_back(&mut self, relative_depth: u32) {
        let target = self.branched_to(relative_depth);
        if !target.is_loop {
            return;
        }
        let spent = self.spent - target.spent;
        let block = target.first_branch.expect("a look at the budget");
        self.backs.push((self.leaves.len(), block));
        self.leaves.push(Leave::Back {
            first_site: u32::MAX,
            spent,
        });
    }

    fn leave_at_site(&mut self, before: &[Operator<'_>]) {
        let [.., Operator::I32Const { value }] = before else {
            panic!("a site is a constant");
        };
        let number = value.cast_unsigned();
        if let Some(block) = self.ended {
            self.sites_behind.entry(block).or_insert(number);
        }
        self.leaves.push(Leave::Site {
            number,
            spent: self.spent,
        });
    }

    /// All leaves, now that the sites behind all blocks are known.
    fn end(self) -> Vec<Leave> {
        let mut leaves = self.leaves;
        for (back, block) in self.backs {
            if let Leave::Back { first_site, .. } = &mut leaves[back] {
                *first_site = self.sites_behind[&block];
            }
        }
        leaves
    }
}

/// By how much the budget is less that is pushed last before `operators` end, to be set.
fn taken_off(operators: &[Operator<'_>]) -> u32 {
    match operators {
        [
            ..,
            Operator::LocalGet {
                local_index: BUDGET,
            },
            Operator::I32Const { value },
            Operator::I32Sub,
        ] => value.cast_unsigned(),
        _ => panic!("the budget becomes something else"),
    }
}
