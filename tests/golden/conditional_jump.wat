;; r2 := 6
;; r3 := 4
;; if (r1 != 0) r3 := r2
;; goto r3 in program m[r0]
;; r4 := 1
;; output r4
;; r4 := 2
;; output r4
;; site 1000: program end, finger 8
;; site 1001: output, finger 7
;; site 1002: program end, finger 8
;; site 1003: output, finger 7
;; site 1004: output, finger 5
;; site 1005: load program, finger 3
;; site 1006: budget, finger 0
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
        local.get 0
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 1
          if ;; label = @4
            i32.const 0
            i32.load offset=65576
            local.tee 10
            i32.const 0
            i32.load offset=65580
            i32.ge_u
            block (type 3) (param i32) ;; label = @5
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 10
              i32.const 2
              i32.store8 offset=66560
              i32.const 0
              local.get 10
              i32.const 1
              i32.add
              i32.store offset=65576
              local.get 8
              i32.const 6
              i32.sub
              local.set 8
              i32.const 0
              i32.const 6
              i32.const 6
              i32.const 2
              local.set 4
              local.set 3
              local.set 2
              local.set 0
              i32.const 1000
              local.set 9
              br 4 (;@1;)
            end
            local.get 8
            i32.const 5
            i32.sub
            local.set 8
            i32.const 0
            i32.const 6
            i32.const 6
            i32.const 2
            local.set 4
            local.set 3
            local.set 2
            local.set 0
            i32.const 1001
            local.set 9
            br 3 (;@1;)
          else
            i32.const 0
            i32.load offset=65576
            local.tee 10
            i32.const 0
            i32.load offset=65580
            i32.ge_u
            block (type 3) (param i32) ;; label = @5
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 10
              i32.const 1
              i32.store8 offset=66560
              i32.const 0
              local.get 10
              i32.const 1
              i32.add
              i32.store offset=65576
              i32.const 0
              i32.load offset=65576
              local.tee 10
              i32.const 0
              i32.load offset=65580
              i32.ge_u
              block (type 3) (param i32) ;; label = @6
                (@metadata.code.branch_hint "\00")
                br_if 0 (;@6;)
                local.get 10
                i32.const 2
                i32.store8 offset=66560
                i32.const 0
                local.get 10
                i32.const 1
                i32.add
                i32.store offset=65576
                local.get 8
                i32.const 8
                i32.sub
                local.set 8
                i32.const 0
                i32.const 0
                i32.const 6
                i32.const 4
                i32.const 2
                local.set 4
                local.set 3
                local.set 2
                local.set 1
                local.set 0
                i32.const 1002
                local.set 9
                br 5 (;@1;)
              end
              local.get 8
              i32.const 7
              i32.sub
              local.set 8
              i32.const 0
              i32.const 0
              i32.const 6
              i32.const 4
              i32.const 2
              local.set 4
              local.set 3
              local.set 2
              local.set 1
              local.set 0
              i32.const 1003
              local.set 9
              br 4 (;@1;)
            end
            local.get 8
            i32.const 5
            i32.sub
            local.set 8
            i32.const 0
            i32.const 0
            i32.const 6
            i32.const 4
            i32.const 1
            local.set 4
            local.set 3
            local.set 2
            local.set 1
            local.set 0
            i32.const 1004
            local.set 9
            br 3 (;@1;)
          end
          unreachable
        end
        local.get 8
        i32.const 3
        i32.sub
        local.set 8
        i32.const 6
        i32.const 6
        i32.const 4
        local.get 1
        select
        local.set 3
        local.set 2
        i32.const 1005
        local.set 9
        br 1 (;@1;)
      end
      i32.const 1006
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
