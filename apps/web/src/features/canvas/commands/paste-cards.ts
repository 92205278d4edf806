import type { ActionUse } from '@hookwright/engine'
import { type CardId, type Fragment, type ProblemCode, Target } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { copyOf } from '../clipboard/clipboard.ts'
import { type CurlCard, cardOfCurl } from '../clipboard/curl-card.ts'
import type { ExternalValue } from '../clipboard/external-values.ts'
import { readClipboard } from '../clipboard/read-clipboard.ts'
import { isCurl } from '../clipboard/read-curl.ts'
import { noteExternalNames } from '../mapping/lost-names.ts'
import { mapByName } from '../mapping/map-by-name.ts'
import { announce, change } from './announce.ts'
import { choose, goToCard, requestFocus } from './choose.ts'
import { preloadActions } from './insert-action.ts'
import { allowedTarget, nextTarget } from './targets.ts'

/** Returns the insert position of the focused “+” button; null for any other focus. */
const focusedTarget = (): Target | null => {
  const said = document.activeElement?.getAttribute('data-target')
  const target = said === null || said === undefined ? null : Target.safeParse(JSON.parse(said))
  return target?.success ? target.data : null
}

const withoutEnds = (canvas: Canvas, fragment: Fragment): Fragment => {
  const keep = fragment.strip.filter(id => {
    const spec = canvas.specs.get(fragment.cards[id]?.type ?? '')
    return spec?.starts === null && spec.returns === null
  })
  const gone = fragment.strip.filter(id => !keep.includes(id))
  return {
    strip: keep,
    cards: Object.fromEntries(Object.entries(fragment.cards).filter(([id]) => !gone.includes(id)))
  }
}

/** Problem codes of bindings that refer to values of the source flow. */
const unmapped: ProblemCode[] = ['pill-gone', 'pill-field', 'pill-order']

/**
 * Shows a toast about pasted cards. If inputs lost their values, it offers to map them to values with the
 * same name.
 */
const sayPasted = (canvas: Canvas, count: string, cards: CardId[], outside: ExternalValue[]): void => {
  const { problems, view } = canvas.drawing.getState()
  const lost = problems.filter(({ code, card }) => unmapped.includes(code) && cards.includes(card ?? ''))
  const words =
    lost.length === 0
      ? ''
      : lost.length === 1
        ? ' 1 mapped value does not exist in this flow. Map another value.'
        : ` ${lost.length} mapped values do not exist in this flow. Map other values.`
  const say = `Pasted ${count}.${words}`
  announce(canvas, say)
  if (lost.length === 0) return
  const found = mapByName(view, cards, outside).length
  const run = (): void => {
    const edits = mapByName(canvas.drawing.getState().view, cards, outside)
    const [first] = cards
    if (!change(canvas, 'map pasted values by name', { kind: 'all', edits }) || first === undefined) return
    goToCard(canvas, first)
    announce(canvas, 'The missing values were mapped by name and type.')
  }
  canvas.toast({
    say,
    tone: 'info',
    ...(found > 0 && { action: { label: `Map ${formatCount(found, 'value')} by name`, run } })
  })
}

/** Returns true for a flow without an event, and shows that an event must come first. */
const lacksEvent = (canvas: Canvas): boolean => {
  if (canvas.drawing.getState().flow.strip.length > 0) return false
  canvas.toast({ say: 'Add an event before pasting cards.', tone: 'info' })
  return true
}

const insertCurlCard = (canvas: Canvas, { fragment, remarks }: CurlCard, wanted: Target): void => {
  pasteFragment(canvas, { fragment, outside: [], wanted })
  if (remarks.length > 0) canvas.toast({ say: remarks.join(' '), tone: 'info' })
}

/**
 * Inserts a Raw Request card for a curl command, at the target of the cards panel or after the selected card.
 */
export const insertCurl = (canvas: Canvas, text: string): void => {
  const made = cardOfCurl(text, canvas.specs, canvas.newId)
  const { chosen, target } = canvas.ui.getState()
  if (!made.ok) canvas.toast({ say: made.why, tone: 'info' })
  else if (!lacksEvent(canvas)) {
    insertCurlCard(canvas, made, target ?? nextTarget(canvas.drawing.getState().flow, canvas.specs, chosen))
    canvas.ui.setState({ target: null })
  }
}

/**
 * Inserts cards from the clipboard, or a Raw Request card for a curl command.
 *
 * The cards are inserted at the focused "+" button or after the selected card. Bindings to values that do not
 * exist in this flow are shown as problems.
 */
export const pasteCards = (canvas: Canvas, text: string): void => {
  const curl = isCurl(text) ? cardOfCurl(text, canvas.specs, canvas.newId) : null
  const read = curl ?? readClipboard(text)
  if (!read.ok) {
    canvas.toast({ say: read.why, tone: 'info' })
    return
  }
  if (lacksEvent(canvas)) return
  const { flow } = canvas.drawing.getState()
  const wanted = focusedTarget() ?? nextTarget(flow, canvas.specs, canvas.ui.getState().chosen)
  if ('summary' in read) {
    insertCurlCard(canvas, read, wanted)
    return
  }
  const fragment = copyOf(withoutEnds(canvas, read.fragment), canvas.newId)
  if (fragment.strip.length === 0) return
  const uses = actionsIn(canvas, fragment)
  if (uses.length > 0 && canvas.actions === null) {
    canvas.toast({
      say: 'Connector actions can only be used in users’ flows. Copy the cards without actions, then paste again.',
      tone: 'info'
    })
    return
  }
  const paste = (): void => pasteFragment(canvas, { fragment, outside: read.outside, wanted })
  if (uses.length === 0) paste()
  // The card draws its action's inputs and outputs, so they have to be known first.
  else void preloadActions(canvas, uses).then(paste)
}

const actionsIn = (canvas: Canvas, { cards }: Fragment): ActionUse[] =>
  Object.values(cards).flatMap(({ type, config }) => canvas.specs.get(type)?.acts(config) ?? [])

const pasteFragment = (
  canvas: Canvas,
  { fragment, outside, wanted }: { fragment: Fragment; outside: ExternalValue[]; wanted: Target }
): void => {
  const to = allowedTarget(canvas.drawing.getState().flow, canvas.specs, wanted, null)
  const count = formatCount(fragment.strip.length, 'card')
  noteExternalNames(outside.filter(({ card }) => canvas.drawing.getState().flow.cards[card] === undefined))
  if (!change(canvas, `paste ${count}`, { kind: 'insert', to, fragment })) return
  choose(canvas, fragment.strip)
  const [first] = fragment.strip
  if (first !== undefined) requestFocus(canvas, first, 'title', 'focus')
  sayPasted(canvas, count, Object.keys(fragment.cards), outside)
}
