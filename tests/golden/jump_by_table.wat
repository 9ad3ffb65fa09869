;; r0 := 0
;; r1 := m[r2][r3]
;; goto r1 in program m[r0]
;; r4 := 1
;; halt
;; r4 := 2
;; halt
;; r4 := 3
;; halt
;; r1 := 0
;; goto r1 in program m[r0]
;; site 1000: operator, finger 4
;; site 1001: operator, finger 6
;; site 1002: operator, finger 8
;; site 1003: computed target, finger 0
;; site 1004: index, finger 1
;; site 1005: budget, finger 0
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
      loop ;; label = @2
        local.get 8
        i32.const 512
        i32.lt_s
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 2
          i32.const 982784
          i32.ge_u
          block (type 3) (param i32) ;; label = @4
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 2
            i32.load8_u offset=69632
            local.set 12
            local.get 3
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
            local.get 3
            i32.const 2
            i32.shl
            i32.add
            i32.load offset=1052416
            local.set 1
            block ;; label = @5
              block ;; label = @6
                block ;; label = @7
                  block ;; label = @8
                    block ;; label = @9
                      local.get 1
                      i32.const 3
                      i32.sub
                      br_table 0 (;@9;) 4 (;@5;) 1 (;@8;) 4 (;@5;) 2 (;@7;) 4 (;@5;) 3 (;@6;) 4 (;@5;)
                    end
                    local.get 8
                    i32.const 4
                    i32.sub
                    local.set 8
                    i32.const 0
                    i32.const 3
                    i32.const 1
                    local.set 4
                    local.set 1
                    local.set 0
                    i32.const 1000
                    local.set 9
                    br 7 (;@1;)
                  end
                  local.get 8
                  i32.const 4
                  i32.sub
                  local.set 8
                  i32.const 0
                  i32.const 5
                  i32.const 2
                  local.set 4
                  local.set 1
                  local.set 0
                  i32.const 1001
                  local.set 9
                  br 6 (;@1;)
                end
                local.get 8
                i32.const 4
                i32.sub
                local.set 8
                i32.const 0
                i32.const 7
                i32.const 3
                local.set 4
                local.set 1
                local.set 0
                i32.const 1002
                local.set 9
                br 5 (;@1;)
              end
              local.get 8
              i32.const 5
              i32.sub
              local.set 8
              i32.const 0
              i32.const 0
              local.set 1
              local.set 0
              br 3 (;@2;)
            end
            block ;; label = @5
              local.get 1
              i32.const 11
              i32.ge_u
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 1
              i32.const 2
              i32.shl
              i32.load offset=9437184
              local.tee 10
              i32.const 0
              i32.ge_s
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              i32.const 0
              local.get 1
              local.get 2
              local.get 3
              local.get 4
              local.get 5
              local.get 6
              local.get 7
              local.get 8
              i32.const 3
              i32.sub
              local.get 10
              i32.const 2147483647
              i32.and
              return_call_indirect (type 0)
            end
            i32.const 0
            local.get 1
            i32.store offset=65568
            local.get 8
            i32.const 3
            i32.sub
            local.set 8
            i32.const 0
            local.set 0
            i32.const 1003
            local.set 9
            br 3 (;@1;)
          end
          local.get 8
          i32.const 1
          i32.sub
          local.set 8
          i32.const 0
          local.set 0
          i32.const 1004
          local.set 9
          br 2 (;@1;)
        end
        i32.const 1005
        local.set 9
        br 1 (;@1;)
        unreachable
      end
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
