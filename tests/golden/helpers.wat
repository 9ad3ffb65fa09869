;; r1 := 1
;; halt
;; site 1000: operator, finger 1
;; site 1001: budget, finger 0
(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32)))
  (import "um" "memory" (memory (;0;) 1))
  (import "um" "table" (table (;0;) 0 funcref))
  (elem (;0;) (i32.const 100) func 3)
  (func (;0;) (type 1) (param i32 i32) (result i32)
    (local i32)
    local.get 0
    i32.eqz
    if ;; label = @1
      local.get 1
      i32.const 2
      i32.ge_u
      if ;; label = @2
        i32.const 0
        return
      end
      local.get 1
      i32.const 2
      i32.shl
      i32.const 8388608
      i32.add
      return
    end
    local.get 0
    i32.const 982784
    i32.ge_u
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 0
    i32.load8_u offset=69632
    local.set 2
    local.get 0
    i32.const 4
    i32.shl
    local.set 0
    local.get 2
    i32.const 255
    i32.eq
    if ;; label = @1
      local.get 1
      local.get 0
      i32.load offset=1052416
      i32.ge_u
      if ;; label = @2
        i32.const 0
        return
      end
      local.get 0
      i32.load offset=1052420
      local.get 1
      i32.const 2
      i32.shl
      i32.add
      return
    end
    local.get 1
    local.get 2
    i32.ge_u
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 0
    local.get 1
    i32.const 2
    i32.shl
    i32.add
    i32.const 1052416
    i32.add
  )
  (func (;1;) (type 1) (param i32 i32) (result i32)
    (local i32)
    local.get 0
    i32.eqz
    if ;; label = @1
      local.get 1
      i32.const 2
      i32.ge_u
      if ;; label = @2
        i32.const 0
        return
      end
      local.get 1
      i32.load8_u offset=10485760
      if ;; label = @2
        i32.const 0
        return
      end
      local.get 1
      i32.const 2
      i32.shl
      i32.const 8388608
      i32.add
      return
    end
    local.get 0
    i32.const 982784
    i32.ge_u
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 0
    i32.load8_u offset=69632
    local.set 2
    local.get 0
    i32.const 4
    i32.shl
    local.set 0
    local.get 2
    i32.const 255
    i32.eq
    if ;; label = @1
      local.get 1
      local.get 0
      i32.load offset=1052416
      i32.ge_u
      if ;; label = @2
        i32.const 0
        return
      end
      local.get 0
      i32.load offset=1052420
      local.get 1
      i32.const 2
      i32.shl
      i32.add
      return
    end
    local.get 1
    local.get 2
    i32.ge_u
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 0
    local.get 1
    i32.const 2
    i32.shl
    i32.add
    i32.const 1052416
    i32.add
  )
  (func (;2;) (type 2) (param i32) (result i32)
    (local i32 i32 i32 i32)
    local.get 0
    i32.const 1
    i32.sub
    i32.const 254
    i32.ge_u
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 0
    i32.const 3
    i32.add
    i32.const -4
    i32.and
    local.tee 1
    i32.load offset=65792
    local.tee 2
    i32.eqz
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 2
    i32.const 4
    i32.shl
    local.set 3
    local.get 1
    local.get 3
    i32.load offset=1052416
    i32.store offset=65792
    local.get 3
    local.get 1
    i32.const 2
    i32.shl
    i32.add
    local.set 4
    loop ;; label = @1
      local.get 3
      i64.const 0
      i64.store offset=1052416
      local.get 3
      i64.const 0
      i64.store offset=1052424
      local.get 3
      i32.const 16
      i32.add
      local.tee 3
      local.get 4
      i32.lt_u
      br_if 0 (;@1;)
    end
    local.get 2
    local.get 0
    i32.store8 offset=69632
    local.get 2
  )