/** Brings one of many rows of the same height into sight, as little as is needed; what sticks above them covers some. */
export const revealRow = (
  scroller: HTMLElement | null,
  { index, height, covered }: { index: number; height: number; covered: number }
): void => {
  if (scroller === null) return
  const top = index * height
  const least = top + height + covered - scroller.clientHeight
  if (scroller.scrollTop > top) scroller.scrollTop = top
  else if (scroller.scrollTop < least) scroller.scrollTop = least
}
