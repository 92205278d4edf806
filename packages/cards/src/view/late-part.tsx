import { type Late, useLate } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Part of a card whose code is loaded on demand. Until then, its space is reserved and empty. */
export const LatePart = <Parts,>({
  parts,
  height,
  children
}: {
  parts: Late<Parts>
  height: number
  children: (parts: Parts) => ReactNode
}) => {
  const loaded = useLate(parts, true)
  return loaded === null ? <div style={{ height }} /> : children(loaded)
}
