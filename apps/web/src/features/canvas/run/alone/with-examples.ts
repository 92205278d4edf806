import type { FlowView, Scope } from '@hookwright/engine'
import { exampleOf, type FieldId, type Millis, startCardOf } from '@hookwright/model'

/**
 * Adds example outputs of the start card when `gave` has none.
 * They are a sample of the event, or an example of each output.
 */
export const withExamples = (
  view: FlowView,
  gave: Scope,
  given: { sample: Record<FieldId, unknown> | null; now: Millis }
): { gave: Scope; isExample: boolean } => {
  const start = startCardOf(view.flow)
  if (start === undefined || gave.has(start.id)) return { gave, isExample: false }
  const ports = view.portsOf(start)?.outputs ?? []
  const made = Object.fromEntries(ports.map(port => [port.id, exampleOf(port, given.now)]))
  return { gave: new Map([...gave, [start.id, given.sample ?? made]]), isExample: true }
}
