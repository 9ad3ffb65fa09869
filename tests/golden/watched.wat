;; r2 := r4 + r5
;; m[r3][r5] := r2
;; m[r3][r2] := r4
;; r1 := 2
;; m[r3][r1] := r4
;; r1 := map segment (r1 words)
;; unmap m[r3]
;; r0 := 0
;; m[r0][r4] := r5
;; r1 := 12
;; m[r0][r1] := r5
;; halt
;; if (r0 != 0) r0 := r0
;; site 1000: watched, finger 10
;; site 1001: amendment of code, finger 8
;; site 1002: amendment, finger 8
;; site 1003: watched, finger 8
;; site 1004: abandonment, finger 6
;; site 1005: watched, finger 6
;; site 1006: watched, finger 5
;; site 1007: allocation, finger 5
;; site 1008: amendment, finger 4
;; site 1009: watched, finger 4
;; site 1010: amendment, finger 2
;; site 1011: watched, finger 2
;; site 1012: amendment, finger 1
;; site 1013: watched, finger 1
;; site 1014: watched, finger 0
;; site 1015: budget, finger 0
(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32)))
  (import "um" "memory" (memory (;0;) 1))
  (import "um" "table" (table (;0;) 0 funcref))
  (elem (;0;) (i32.const 100) func 3)
  (func (;3;) (type 0) (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    block ;; label = @1
      local.get 8
      i32.const 512
      i32.lt_s
      block (type 3) (param i32) ;; label = @2
        (@metadata.code.branch_hint "\00")
        br_if 0 (;@2;)
        local.get 4
        local.get 5
        i32.add
        local.set 12
        local.get 12
        local.get 2
        i32.ne
        block (type 3) (param i32) ;; label = @3
          (@metadata.code.branch_hint "\00")
          br_if 0 (;@3;)
          local.get 3
          i32.const 27
          i32.eq
          local.get 5
          i32.const 0
          i32.sub
          i32.const 4
          i32.le_u
          i32.and
          block (type 3) (param i32) ;; label = @4
            (@metadata.code.branch_hint "\00")
            br_if 0 (;@4;)
            local.get 3
            i32.const 982784
            i32.ge_u
            block (type 3) (param i32) ;; label = @5
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 3
              i32.load8_u offset=69632
              local.set 13
              local.get 5
              local.get 13
              i32.ge_u
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 13
              i32.const 255
              i32.eq
              (@metadata.code.branch_hint "\00")
              br_if 0 (;@5;)
              local.get 3
              i32.const 4
              i32.shl
              local.get 5
              i32.const 2
              i32.shl
              i32.add
              local.get 12
              i32.store offset=1052416
              local.get 3
              i32.const 27
              i32.eq
              local.get 12
              i32.const 0
              i32.sub
              i32.const 4
              i32.le_u
              i32.and
              block (type 3) (param i32) ;; label = @6
                (@metadata.code.branch_hint "\00")
                br_if 0 (;@6;)
                local.get 12
                local.get 13
                i32.ge_u
                block (type 3) (param i32) ;; label = @7
                  (@metadata.code.branch_hint "\00")
                  br_if 0 (;@7;)
                  local.get 13
                  i32.const 255
                  i32.eq
                  (@metadata.code.branch_hint "\00")
                  br_if 0 (;@7;)
                  local.get 3
                  i32.const 4
                  i32.shl
                  local.get 12
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get 4
                  i32.store offset=1052416
                  local.get 3
                  i32.const 27
                  i32.eq
                  block (type 3) (param i32) ;; label = @8
                    (@metadata.code.branch_hint "\00")
                    br_if 0 (;@8;)
                    local.get 13
                    i32.const 3
                    i32.sub
                    i32.const 252
                    i32.ge_u
                    block (type 3) (param i32) ;; label = @9
                      (@metadata.code.branch_hint "\00")
                      br_if 0 (;@9;)
                      local.get 3
                      i32.const 4
                      i32.shl
                      local.get 4
                      i32.store offset=1052424
                      i32.const 0
                      i32.load offset=65796
                      local.tee 10
                      i32.eqz
                      block (type 3) (param i32) ;; label = @10
                        (@metadata.code.branch_hint "\00")
                        br_if 0 (;@10;)
                        local.get 10
                        i32.const 27
                        i32.eq
                        block (type 3) (param i32) ;; label = @11
                          (@metadata.code.branch_hint "\00")
                          br_if 0 (;@11;)
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
                          i32.const 2
                          i32.store8 offset=69632
                          local.get 10
                          local.set 1
                          local.get 3
                          i32.const 27
                          i32.eq
                          block (type 3) (param i32) ;; label = @12
                            (@metadata.code.branch_hint "\00")
                            br_if 0 (;@12;)
                            local.get 13
                            i32.const 1
                            i32.sub
                            i32.const 254
                            i32.ge_u
                            block (type 3) (param i32) ;; label = @13
                              (@metadata.code.branch_hint "\00")
                              br_if 0 (;@13;)
                              local.get 13
                              i32.const 3
                              i32.add
                              i32.const -4
                              i32.and
                              local.set 10
                              local.get 3
                              i32.const 4
                              i32.shl
                              i32.load offset=1052160
                              drop
                              local.get 3
                              i32.const 4
                              i32.shl
                              local.get 10
                              i32.load offset=65792
                              i64.extend_i32_u
                              local.get 13
                              i64.extend_i32_u
                              i64.const 32
                              i64.shl
                              i64.or
                              i64.store offset=1052416
                              local.get 10
                              local.get 3
                              i32.store offset=65792
                              local.get 3
                              i32.const 0
                              i32.store8 offset=69632
                              local.get 4
                              i32.const 12
                              i32.sub
                              i32.const 0
                              i32.le_u
                              block (type 3) (param i32) ;; label = @14
                                (@metadata.code.branch_hint "\00")
                                br_if 0 (;@14;)
                                local.get 4
                                i32.const 13
                                i32.ge_u
                                block (type 3) (param i32) ;; label = @15
                                  (@metadata.code.branch_hint "\00")
                                  br_if 0 (;@15;)
                                  local.get 4
                                  i32.load8_u offset=10485760
                                  block (type 3) (param i32) ;; label = @16
                                    (@metadata.code.branch_hint "\00")
                                    br_if 0 (;@16;)
                                    local.get 4
                                    i32.const 2
                                    i32.shl
                                    local.get 5
                                    i32.store offset=8388608
                                    local.get 8
                                    i32.const 10
                                    i32.sub
                                    local.set 8
                                    i32.const 0
                                    i32.const 12
                                    local.get 12
                                    local.set 2
                                    local.set 1
                                    local.set 0
                                    i32.const 1000
                                    local.set 9
                                    br 15 (;@1;)
                                  end
                                  local.get 8
                                  i32.const 8
                                  i32.sub
                                  local.set 8
                                  i32.const 0
                                  local.get 12
                                  local.set 2
                                  local.set 0
                                  i32.const 1001
                                  local.set 9
                                  br 14 (;@1;)
                                end
                                local.get 8
                                i32.const 8
                                i32.sub
                                local.set 8
                                i32.const 0
                                local.get 12
                                local.set 2
                                local.set 0
                                i32.const 1002
                                local.set 9
                                br 13 (;@1;)
                              end
                              local.get 8
                              i32.const 8
                              i32.sub
                              local.set 8
                              i32.const 0
                              local.get 12
                              local.set 2
                              local.set 0
                              i32.const 1003
                              local.set 9
                              br 12 (;@1;)
                            end
                            local.get 8
                            i32.const 6
                            i32.sub
                            local.set 8
                            local.get 12
                            local.set 2
                            i32.const 1004
                            local.set 9
                            br 11 (;@1;)
                          end
                          local.get 8
                          i32.const 6
                          i32.sub
                          local.set 8
                          local.get 12
                          local.set 2
                          i32.const 1005
                          local.set 9
                          br 10 (;@1;)
                        end
                        local.get 8
                        i32.const 5
                        i32.sub
                        local.set 8
                        i32.const 2
                        local.get 12
                        local.set 2
                        local.set 1
                        i32.const 1006
                        local.set 9
                        br 9 (;@1;)
                      end
                      local.get 8
                      i32.const 5
                      i32.sub
                      local.set 8
                      i32.const 2
                      local.get 12
                      local.set 2
                      local.set 1
                      i32.const 1007
                      local.set 9
                      br 8 (;@1;)
                    end
                    local.get 8
                    i32.const 4
                    i32.sub
                    local.set 8
                    i32.const 2
                    local.get 12
                    local.set 2
                    local.set 1
                    i32.const 1008
                    local.set 9
                    br 7 (;@1;)
                  end
                  local.get 8
                  i32.const 4
                  i32.sub
                  local.set 8
                  i32.const 2
                  local.get 12
                  local.set 2
                  local.set 1
                  i32.const 1009
                  local.set 9
                  br 6 (;@1;)
                end
                local.get 8
                i32.const 2
                i32.sub
                local.set 8
                local.get 12
                local.set 2
                i32.const 1010
                local.set 9
                br 5 (;@1;)
              end
              local.get 8
              i32.const 2
              i32.sub
              local.set 8
              local.get 12
              local.set 2
              i32.const 1011
              local.set 9
              br 4 (;@1;)
            end
            local.get 8
            i32.const 1
            i32.sub
            local.set 8
            local.get 12
            local.set 2
            i32.const 1012
            local.set 9
            br 3 (;@1;)
          end
          local.get 8
          i32.const 1
          i32.sub
          local.set 8
          local.get 12
          local.set 2
          i32.const 1013
          local.set 9
          br 2 (;@1;)
        end
        i32.const 1014
        local.set 9
        br 1 (;@1;)
      end
      i32.const 1015
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
