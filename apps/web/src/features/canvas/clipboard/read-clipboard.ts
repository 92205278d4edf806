import { Fragment } from '@hookwright/model'
import { z } from 'zod'
import { ExternalValue } from './external-values.ts'

/** Clipboard format of cards: JSON text with a type marker, so that any flow or browser can recognize it. */
const ClipboardCards = z.strictObject({
  kind: z.literal('hookwright/cards'),
  schemaVersion: z.literal(1),
  fragment: Fragment,
  /** Values that copied cards use from cards outside the copied selection. */
  outside: z.array(ExternalValue).default([])
})
export type ClipboardCards = z.infer<typeof ClipboardCards>

/** Parses the cards in a clipboard text; returns a sentence with the reason if there are none. */
export const readClipboard = (
  text: string
): ({ ok: true } & Pick<ClipboardCards, 'fragment' | 'outside'>) | { ok: false; why: string } => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'There are no cards on the clipboard. Copy some cards first.' }
  }
  const kind = z
    .looseObject({ kind: z.literal('hookwright/cards'), schemaVersion: z.number() })
    .safeParse(value)
  if (!kind.success) return { ok: false, why: 'There are no cards on the clipboard. Copy some cards first.' }
  if (kind.data.schemaVersion !== 1)
    return {
      ok: false,
      why: 'These cards were copied from a newer version of Hookwright. Update this installation, then paste again.'
    }
  const read = ClipboardCards.safeParse(value)
  return read.success
    ? { ok: true, fragment: read.data.fragment, outside: read.data.outside }
    : { ok: false, why: 'The cards on the clipboard are damaged. Copy them again.' }
}
