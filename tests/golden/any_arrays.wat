;; r2 := m[r3][r5]
;; m[r3][r5] := r4
;; halt
;; site 1000: operator, finger 2
;; site 1001: platter not reached, finger 1
;; site 1002: platter not reached, finger 0
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
    (local i32 i32)
    block ;; label = @1
      local.get 8
      i32.const 512
      i32.lt_s
      block (type 3) (param i32) ;; label = @2
        (@metadata.code.branch_hint "\00")
        br_if 0 (;@2;)
        local.get 3
        local.get 5
        call 0
        local.tee 10
        i32.eqz
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 10
          i32.load
          local.set 2
          local.get 3
          local.get 5
          call 1
          local.tee 10
          i32.eqz
          block (type 3) (param i32) ;; label = @4
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 10
            local.get 4
            i32.store
            local.get 8
            i32.const 2
            i32.sub
            local.set 8
            i32.const 1000
            local.set 9
            br 3 (;@1;)
          end
          local.get 8
          i32.const 1
          i32.sub
          local.set 8
          i32.const 1001
          local.set 9
          br 2 (;@1;)
        end
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
