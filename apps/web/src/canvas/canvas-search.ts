import { z } from 'zod'

/** What of the canvas stands in its address: the chosen card and field, and which panel is open. */
export const CanvasSearch = z.object({
  card: z.string().optional().catch(undefined),
  field: z.string().optional().catch(undefined),
  panel: z.enum(['problems', 'run']).optional().catch(undefined)
})
export type CanvasSearch = z.infer<typeof CanvasSearch>
