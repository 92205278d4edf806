/**
 * Stacking order on the canvas. A block card lies below the rail and the cards inside it; cards without blocks lie above
 * all wires.
 */
const STEP = 20

/** The level of a block card with so many block cards around it. */
export const zOfBlock = (depth: number): number => depth * STEP

/** The level of the rail between cards at a depth: above the block card that they stand in, below the cards themselves. */
export const zOfRail = (depth: number): number => depth * STEP - STEP / 2

/** The level of cards without blocks. Wires lie at 500 (`canvas.css`). */
export const ABOVE_WIRES = 600
