;; r7 := 0
;; r6 := r7 nand r7
;; r1 := r1 + r6
;; r2 := 7
;; r3 := 2
;; if (r1 != 0) r2 := r3
;; goto r2 in program m[r7]
;; halt
;; site 1000: operator, finger 7
;; site 1001: budget, finger 2
;; site 1002: budget, finger 0
;; site 1003: operator, finger 7
;; site 1004: budget, finger 7
(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32)))
  (import "um" "memory" (memory (;0;) 1))
  (import "um" "table" (table (;0;) 0 funcref))
  (elem (;0;) (i32.const 100) func 3 4)
  (func (;3;) (type 0) (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local i32)
    block ;; label = @1
      local.get 8
      i32.const 512
      i32.lt_s
      block (type 3) (param i32) ;; label = @2
        (@metadata.code.branch_hint "\00")
        br_if 0 (;@2;)
        local.get 1
        i32.const -1
        i32.add
        local.set 1
        local.get 1
        if ;; label = @3
          local.get 8
          i32.const 7
          i32.sub
          local.set 8
          loop ;; label = @4
            local.get 8
            i32.const 512
            i32.lt_s
            block (type 3) (param i32) ;; label = @5
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 1
              i32.const -1
              i32.add
              local.set 1
              local.get 1
              if ;; label = @6
                local.get 8
                i32.const 5
                i32.sub
                local.set 8
                br 2 (;@4;)
              else
                local.get 8
                i32.const 5
                i32.sub
                local.set 8
                i32.const 0
                i32.const 7
                i32.const 2
                i32.const -1
                i32.const 0
                local.set 7
                local.set 6
                local.set 3
                local.set 2
                local.set 1
                i32.const 1000
                local.set 9
                br 5 (;@1;)
              end
              unreachable
            end
            i32.const 2
            i32.const 2
            i32.const -1
            i32.const 0
            local.set 7
            local.set 6
            local.set 3
            local.set 2
            i32.const 1001
            local.set 9
            br 3 (;@1;)
            unreachable
          end
        else
          local.get 0
          i32.const 0
          i32.const 7
          i32.const 2
          local.get 4
          local.get 5
          i32.const -1
          i32.const 0
          local.get 8
          i32.const 7
          i32.sub
          return_call 4
        end
        unreachable
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
  (func (;4;) (type 0) (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local i32)
    block ;; label = @1
      local.get 8
      i32.const 512
      i32.lt_s
      block (type 3) (param i32) ;; label = @2
        (@metadata.code.branch_hint "\00")
        br_if 0 (;@2;)
        i32.const 1003
        local.set 9
        br 1 (;@1;)
      end
      i32.const 1004
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
