import { createContext } from 'react'

/**
 * Slot element in the bar of a flow, between its left and right buttons. `null` until it is rendered. Its
 * content never moves the buttons.
 */
export const BarSlot = createContext<HTMLElement | null>(null)
