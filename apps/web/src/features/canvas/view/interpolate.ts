/** A part of the flow in sight: the point in its middle, and its width. */
type Sight = readonly [x: number, y: number, width: number]

/**
 * Goes from one part of the flow to another. It stands in for d3-interpolate, which brings all of d3's colours with it;
 * a movement is so short that d3's arc through a wider view would not be seen.
 */
export const interpolateZoom =
  (from: Sight, to: Sight) =>
  (at: number): Sight => {
    const between = (begin: number, end: number): number => begin + (end - begin) * at
    return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])]
  }

/** React Flow asks for it where a movement is to be straight, which ours are. */
export const interpolate = (from: Sight, to: Sight) => interpolateZoom(from, to)
