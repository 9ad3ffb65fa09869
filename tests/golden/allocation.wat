;; r1 := 3
;; r2 := map segment (r1 words)
;; m[r2][r0] := r3
;; halt
;; site 1000: operator, finger 3
;; site 1001: amendment, finger 2
;; site 1002: allocation, finger 1
;; site 1003: budget, finger 0
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
        i32.const 0
        i32.load offset=65796
        local.tee 10
        i32.eqz
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          i32.const 0
          local.get 10
          i32.const 4
          i32.shl
          local.tee 11
          i32.load offset=1052416
          i32.store offset=65796
          local.get 11
          i64.const 0
          i64.store offset=1052416
          local.get 11
          i64.const 0
          i64.store offset=1052424
          local.get 10
          i32.const 3
          i32.store8 offset=69632
          local.get 10
          local.set 2
          local.get 2
          i32.const 982784
          i32.ge_u
          block (type 3) (param i32) ;; label = @4
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 2
            i32.load8_u offset=69632
            local.set 12
            local.get 0
            local.get 12
            i32.ge_u
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 12
            i32.const 255
            i32.eq
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 2
            i32.const 4
            i32.shl
            local.get 0
            i32.const 2
            i32.shl
            i32.add
            local.get 3
            i32.store offset=1052416
            local.get 8
            i32.const 3
            i32.sub
            local.set 8
            i32.const 3
            local.set 1
            i32.const 1000
            local.set 9
            br 3 (;@1;)
          end
          local.get 8
          i32.const 2
          i32.sub
          local.set 8
          i32.const 3
          local.set 1
          i32.const 1001
          local.set 9
          br 2 (;@1;)
        end
        local.get 8
        i32.const 1
        i32.sub
        local.set 8
        i32.const 3
        local.set 1
        i32.const 1002
        local.set 9
        br 1 (;@1;)
      end
      i32.const 1003
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
