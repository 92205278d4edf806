import { lazyPart } from '@hookwright/ui'
import type { Canvas } from '../canvas.ts'

const lazyPaste = lazyPart(() => import('./paste-cards.ts'))

const failed = (canvas: Canvas, say: string): void => canvas.toast({ say, tone: 'info' })

/** Pastes the cards in a clipboard text. */
export const pasteText = (canvas: Canvas, text: string): void => {
  const paste = lazyPaste.now()
  if (paste !== null) paste.pasteCards(canvas, text)
  else
    lazyPaste.load().then(
      () => pasteText(canvas, text),
      () => failed(canvas, 'Could not paste because part of the page did not load. Try again in a moment.')
    )
}

/** Pastes from the browser's clipboard; the browser may deny access. */
export const pasteClipboard = (canvas: Canvas): void => {
  const refused = (): void =>
    failed(canvas, 'The browser blocked access to the clipboard. Press Ctrl V instead.')
  navigator.clipboard?.readText().then(text => pasteText(canvas, text), refused) ?? refused()
}
