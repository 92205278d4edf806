import { createContext } from 'react'

/**
 * Element in the bar of a flow, between its left and right buttons; null until it is rendered. Content in it does not
 * move the buttons.
 */
export const BarSlot = createContext<HTMLElement | null>(null)
