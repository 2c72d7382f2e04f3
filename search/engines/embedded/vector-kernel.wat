;; Inner products of one query with a block of 1,024 documents whose int8 vectors lie dimension by dimension:
;; row d of a block holds component d of all its documents. Rows of components that are 0 in the query are skipped,
;; so a sparse query costs as many rows as it has components, and a dense one reads everything once, in order.
(module
  (import "engine" "memory" (memory 1))
  ;; rows: byte offsets of the rows to take; weights: their int8 query components; count: a multiple of 4
  ;; (padded with weight 0). Adds up to 2 × 127 × 127 in 16 bits, which fits, then widens to 32.
  (func (export "scan")
    (param $block i32) (param $rows i32) (param $weights i32) (param $count i32) (param $sums i32)
    (local $i i32) (local $x i32)
    (local $r0 i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local $w0 v128) (local $w1 v128) (local $w2 v128) (local $w3 v128)
    (local $a v128) (local $b v128) (local $low v128) (local $high v128) (local $low2 v128) (local $high2 v128)
    (local $at i32)
    (memory.fill (local.get $sums) (i32.const 0) (i32.const 4096))
    (block $done
      (loop $rowsLoop
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (local.set $at (i32.add (local.get $rows) (i32.shl (local.get $i) (i32.const 2))))
        (local.set $r0 (i32.add (local.get $block) (i32.load (local.get $at))))
        (local.set $r1 (i32.add (local.get $block) (i32.load offset=4 (local.get $at))))
        (local.set $r2 (i32.add (local.get $block) (i32.load offset=8 (local.get $at))))
        (local.set $r3 (i32.add (local.get $block) (i32.load offset=12 (local.get $at))))
        (local.set $at (i32.add (local.get $weights) (local.get $i)))
        (local.set $w0 (v128.load8_splat (local.get $at)))
        (local.set $w1 (v128.load8_splat offset=1 (local.get $at)))
        (local.set $w2 (v128.load8_splat offset=2 (local.get $at)))
        (local.set $w3 (v128.load8_splat offset=3 (local.get $at)))
        (local.set $x (i32.const 0))
        (loop $documents
          (local.set $a (v128.load (i32.add (local.get $r0) (local.get $x))))
          (local.set $b (v128.load (i32.add (local.get $r1) (local.get $x))))
          (local.set $low (i16x8.add
            (i16x8.extmul_low_i8x16_s (local.get $a) (local.get $w0))
            (i16x8.extmul_low_i8x16_s (local.get $b) (local.get $w1))))
          (local.set $high (i16x8.add
            (i16x8.extmul_high_i8x16_s (local.get $a) (local.get $w0))
            (i16x8.extmul_high_i8x16_s (local.get $b) (local.get $w1))))
          (local.set $a (v128.load (i32.add (local.get $r2) (local.get $x))))
          (local.set $b (v128.load (i32.add (local.get $r3) (local.get $x))))
          (local.set $low2 (i16x8.add
            (i16x8.extmul_low_i8x16_s (local.get $a) (local.get $w2))
            (i16x8.extmul_low_i8x16_s (local.get $b) (local.get $w3))))
          (local.set $high2 (i16x8.add
            (i16x8.extmul_high_i8x16_s (local.get $a) (local.get $w2))
            (i16x8.extmul_high_i8x16_s (local.get $b) (local.get $w3))))
          (local.set $at (i32.add (local.get $sums) (i32.shl (local.get $x) (i32.const 2))))
          (v128.store (local.get $at) (i32x4.add (v128.load (local.get $at))
            (i32x4.add (i32x4.extend_low_i16x8_s (local.get $low)) (i32x4.extend_low_i16x8_s (local.get $low2)))))
          (v128.store offset=16 (local.get $at) (i32x4.add (v128.load offset=16 (local.get $at))
            (i32x4.add (i32x4.extend_high_i16x8_s (local.get $low)) (i32x4.extend_high_i16x8_s (local.get $low2)))))
          (v128.store offset=32 (local.get $at) (i32x4.add (v128.load offset=32 (local.get $at))
            (i32x4.add (i32x4.extend_low_i16x8_s (local.get $high)) (i32x4.extend_low_i16x8_s (local.get $high2)))))
          (v128.store offset=48 (local.get $at) (i32x4.add (v128.load offset=48 (local.get $at))
            (i32x4.add (i32x4.extend_high_i16x8_s (local.get $high)) (i32x4.extend_high_i16x8_s (local.get $high2)))))
          (local.set $x (i32.add (local.get $x) (i32.const 16)))
          (br_if $documents (i32.lt_u (local.get $x) (i32.const 1024))))
        (local.set $i (i32.add (local.get $i) (i32.const 4)))
        (br $rowsLoop)))))
