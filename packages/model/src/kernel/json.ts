import { z } from 'zod'

/** Any JSON value. */
export const Json = z.json()
export type Json = z.infer<typeof Json>

/** A JSON object, the shape of a card's config. */
export const JsonObject = z.record(z.string(), Json)
export type JsonObject = z.infer<typeof JsonObject>

/** Returns true for an object that is neither null nor a list. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
