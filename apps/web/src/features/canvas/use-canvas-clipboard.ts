import { useEffect } from 'react'
import { isMac } from '../../kit/actions/is-mac.ts'
import type { Canvas } from './canvas.ts'
import { copiedText, cutAway } from './commands/copy-cards.ts'
import { pasteText } from './commands/paste.ts'

const fields = 'input, textarea, select, [data-editor], [role=dialog], [role=menu], [role=listbox]'

const isOurs = (event: Event): boolean => {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(fields)) return false
  return event.type === 'paste' || (getSelection()?.isCollapsed ?? true)
}

/**
 * Handles the browser's copy, cut and paste events for cards.
 *
 * These events need no permission and work over plain HTTP. The action registry only lists the keys, since
 * handling the keys there would suppress the events.
 */
export const useCanvasClipboard = (canvas: Canvas): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const mod = isMac() ? event.metaKey : event.ctrlKey
      if (mod && !event.altKey && ['c', 'x', 'v'].includes(event.key.toLowerCase())) event.stopPropagation()
    }
    const copy = (event: ClipboardEvent): void => {
      if (!isOurs(event)) return
      const text = copiedText(canvas)
      if (text === null || event.clipboardData === null) return
      event.clipboardData.setData('text/plain', text)
      event.clipboardData.setData('application/json', text)
      event.preventDefault()
      if (event.type === 'cut') cutAway(canvas)
    }
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (!isOurs(event) || text === '') return
      event.preventDefault()
      pasteText(canvas, text)
    }
    addEventListener('keydown', press, true)
    document.addEventListener('copy', copy)
    document.addEventListener('cut', copy)
    document.addEventListener('paste', paste)
    return () => {
      removeEventListener('keydown', press, true)
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', copy)
      document.removeEventListener('paste', paste)
    }
  }, [canvas])
}
