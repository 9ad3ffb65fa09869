;; unmap m[r1]
;; halt
;; site 1000: operator, finger 1
;; site 1001: abandonment, finger 0
;; site 1002: budget, finger 0
(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32)))
  (import "um" "memory" (memory (;0;) 1))
  (import "um" "table" (table (;0;) 0 funcref))
  (elem (;0;) (i32.const 100) func 3)
  (func (;3;) (type 0) (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32)
    block ;; label = @1
      local.get 8
      i32.const 512
      i32.lt_s
      block (type 3) (param i32) ;; label = @2
        (@metadata.code.branch_hint "\00")
        br_if 0 (;@2;)
        local.get 1
        i32.const 982784
        i32.ge_u
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 1
          i32.load8_u offset=69632
          local.set 12
          local.get 12
          i32.const 1
          i32.sub
          i32.const 254
          i32.ge_u
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 12
          i32.const 3
          i32.add
          i32.const -4
          i32.and
          local.set 10
          local.get 1
          i32.const 4
          i32.shl
          i32.load offset=1052160
          drop
          local.get 1
          i32.const 4
          i32.shl
          local.get 10
          i32.load offset=65792
          i64.extend_i32_u
          local.get 12
          i64.extend_i32_u
          i64.const 32
          i64.shl
          i64.or
          i64.store offset=1052416
          local.get 10
          local.get 1
          i32.store offset=65792
          local.get 1
          i32.const 0
          i32.store8 offset=69632
          local.get 8
          i32.const 1
          i32.sub
          local.set 8
          i32.const 1000
          local.set 9
          br 2 (;@1;)
        end
        i32.const 1001
        local.set 9
        br 1 (;@1;)
      end
      i32.const 1002
      local.set 9
      br 0 (;@1;)
      unreachable
    end
    i32.const 0
    local.get 0
    i32.store offset=65536
    i32.const 0
    local.get 1
    i32.store offset=65540
    i32.const 0
    local.get 2
    i32.store offset=65544
    i32.const 0
    local.get 3
    i32.store offset=65548
    i32.const 0
    local.get 4
    i32.store offset=65552
    i32.const 0
    local.get 5
    i32.store offset=65556
    i32.const 0
    local.get 6
    i32.store offset=65560
    i32.const 0
    local.get 7
    i32.store offset=65564
    i32.const 0
    local.get 8
    i32.store offset=65572
    local.get 9
  )
)
