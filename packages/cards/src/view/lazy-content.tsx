import { type Lazy, useLazy } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Part of a card whose code is loaded on demand. Until then, its space is reserved and empty. */
export const LazyContent = <Parts,>({
  parts,
  height,
  children
}: {
  parts: Lazy<Parts>
  height: number
  children: (parts: Parts) => ReactNode
}) => {
  const loaded = useLazy(parts, true)
  return loaded === null ? <div style={{ height }} /> : children(loaded)
}
