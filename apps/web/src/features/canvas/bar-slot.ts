import { createContext } from 'react'

/**
 * Free room of the bar of a flow, between its left and its right buttons; null until it is drawn. What comes and goes there
 * moves no button.
 */
export const BarSlot = createContext<HTMLElement | null>(null)
