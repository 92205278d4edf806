/** Position of a list item, in pixels from the top of the list. */
export interface Span {
  top: number
  height: number
}

const middleOf = ({ top, height }: Span): number => top + height / 2

/**
 * Returns the new index of an item dragged by a number of pixels. It passes another item once its edge passes
 * that item's middle.
 */
export const dropIndex = (spans: readonly Span[], from: number, by: number): number => {
  const carried = spans[from]
  if (carried === undefined) return from
  const top = carried.top + by
  const bottom = top + carried.height
  const passed = (span: Span, index: number): boolean =>
    index < from ? top < middleOf(span) : index > from && bottom > middleOf(span)
  const above = spans.findIndex((span, index) => index < from && passed(span, index))
  return above === -1 ? spans.findLastIndex((span, index) => index === from || passed(span, index)) : above
}

/**
 * Returns how far an item moves aside while another one is dragged, in pixels. The other one is dragged from
 * one index to another.
 */
export const dragOffsetOf = (spans: readonly Span[], from: number, to: number, index: number): number => {
  const carried = spans[from]
  const next = spans[from + 1] ?? carried
  const before = spans[from - 1] ?? carried
  if (carried === undefined || next === undefined || before === undefined) return 0
  if (index > from && index <= to) return carried.top - next.top
  return index < from && index >= to ? carried.top + carried.height - before.top - before.height : 0
}
