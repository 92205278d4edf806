/**
 * Stacking step per level on the canvas. A block card is below the rail and the cards inside it; cards without blocks
 * are above all wires.
 */
const STEP = 20

/** Returns the z-index of a block card at a nesting depth. */
export const zOfBlock = (depth: number): number => depth * STEP

/** Returns the z-index of the rail at a depth: above the surrounding block card, below the cards. */
export const zOfRail = (depth: number): number => depth * STEP - STEP / 2

/** z-index of cards without blocks. Wires have 500 (`canvas.css`). */
export const ABOVE_WIRES = 600
