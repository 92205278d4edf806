import type { Millis } from '@hookwright/model'

/** Events of a span of time. */
export interface Span {
  from: Millis
  until: Millis
  all: number
  failed: number
}

interface Counted {
  edges: readonly Millis[]
  counts: readonly Record<'failed' | 'open' | 'succeeded' | 'filtered' | 'refused' | 'duplicate', number>[]
}

/** Returns the spans of a chart, with all of their events and the failed ones. */
export const spansOf = ({ edges, counts }: Counted): Span[] =>
  counts.map((counted, at) => {
    const from = edges[at] ?? 0
    const all = Object.values(counted).reduce((sum, each) => sum + each, 0)
    return { from, until: edges[at + 1] ?? from, all, failed: counted.failed }
  })

/** Ends of scales between one power of ten and the next, apart by little, so that a curve fills its chart. */
const ENDS = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100]

/** Returns the end of a scale for values up to `most`: the next whole number that is easy to read. */
export const endOfScale = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return ENDS.map(each => (each * power) / 10).find(end => end >= most && Number.isInteger(end)) ?? most
}

/** Slopes of a curve at its points, none of which makes it leave the space between two neighbours. */
const slopesOf = (values: readonly number[]): number[] =>
  values.map((value, at) => {
    const before = value - (values[at - 1] ?? value)
    const after = (values[at + 1] ?? value) - value
    if (before * after <= 0) return 0
    return (
      Math.sign(before) * Math.min(2 * Math.abs(before), 2 * Math.abs(after), Math.abs(before + after) / 2)
    )
  })

const short = (value: number): string => String(Math.round(value * 100) / 100)

/**
 * Returns the SVG path of a smooth curve through heights that are one unit apart. Between two points it stays between
 * their heights, so that it shows no events where there are none.
 */
export const curveOf = (heights: readonly number[]): string => {
  const slopes = slopesOf(heights)
  const parts = heights.map((height, at) => {
    if (at === 0) return `M0,${short(height)}`
    const before = heights[at - 1] ?? height
    const [leaves = 0, enters = 0] = [slopes[at - 1], slopes[at]]
    const [x1, x2] = [short(at - 2 / 3), short(at - 1 / 3)]
    return `C${x1},${short(before + leaves / 3)} ${x2},${short(height - enters / 3)} ${at},${short(height)}`
  })
  return parts.join('')
}
