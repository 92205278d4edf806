import { type Fragment, type ProblemCode, Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { copyOf, readClipboard, writeClipboard } from '../clipboard/clipboard.ts'
import { choose, wish } from './choose.ts'
import { deleteCards, looseOf } from './edit-cards.ts'
import { allowedTarget, nextTarget } from './targets.ts'
import { change, tell } from './tell.ts'

/** The chosen cards as text for the clipboard, or null when none can be copied. */
export const copiedText = (canvas: Canvas): string | null => {
  const ids = looseOf(canvas, canvas.desk.getState().chosen)
  if (ids.length === 0) return null
  tell(canvas, ids.length === 1 ? 'Copied 1 card.' : `Copied ${ids.length} cards.`)
  return writeClipboard(canvas.drawing.getState().flow, ids)
}

/** Takes the chosen cards away, when they have been copied. */
export const cutAway = (canvas: Canvas): void => deleteCards(canvas, canvas.desk.getState().chosen)

/** The target of the button that has the focus, if it is one that says where a card goes. */
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

/** Problems of bindings that led to something in the flow that cards were copied from. */
const unmapped: ProblemCode[] = ['pill-gone', 'pill-field', 'pill-order']

/** Puts cards from the clipboard behind the chosen card. What they used and is not here shows as a problem. */
export const pasteText = (canvas: Canvas, text: string): void => {
  const read = readClipboard(text)
  if (!read.ok) {
    canvas.toast({ say: read.why, tone: 'info' })
    return
  }
  const { flow } = canvas.drawing.getState()
  if (flow.strip.length === 0) {
    canvas.toast({
      say: 'The flow has no event yet, so nothing can be pasted; add an event first.',
      tone: 'info'
    })
    return
  }
  const fragment = copyOf(withoutEnds(canvas, read.fragment), canvas.newId)
  if (fragment.strip.length === 0) return
  const wanted = focusedTarget() ?? nextTarget(flow, canvas.specs, canvas.desk.getState().chosen)
  const to = allowedTarget(flow, canvas.specs, wanted, null)
  const count = fragment.strip.length === 1 ? '1 card' : `${fragment.strip.length} cards`
  if (!change(canvas, `paste ${count}`, { kind: 'insert', to, fragment })) return
  choose(canvas, fragment.strip)
  const [first] = fragment.strip
  if (first !== undefined) wish(canvas, first, 'title', 'focus')
  const broken = canvas.drawing
    .getState()
    .problems.filter(
      problem => unmapped.includes(problem.code) && Object.hasOwn(fragment.cards, problem.card ?? '')
    )
  const lost =
    broken.length === 0 ? '' : ` ${broken.length} of their values are not in this flow; map them anew.`
  tell(canvas, `Pasted ${count}.${lost}`)
  if (broken.length > 0) canvas.toast({ say: `Pasted ${count}.${lost}`, tone: 'info' })
}
