/**
 * z-index step per nesting level on the canvas.
 *
 * A block card is below the line that connects the cards (the rail), and below the cards inside it. Cards
 * without blocks are above all wires.
 */
const STEP = 20

/** Returns the z-index of a block card at a nesting depth. */
export const zOfBlock = (depth: number): number => depth * STEP

/**
 * Returns the z-index of the line that connects the cards (the rail): above the enclosing block card, below
 * its cards.
 */
export const zOfRail = (depth: number): number => depth * STEP - STEP / 2

/** z-index of cards without blocks. Wires have 500 (`canvas.css`). */
export const ABOVE_WIRES = 600
