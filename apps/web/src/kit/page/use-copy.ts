import { useToasts } from '@hookwright/ui'
import { useCallback } from 'react'

/** Copies text to the clipboard and returns true on success. On plain http only the older API is available. */
const copyText = async (text: string): Promise<boolean> => {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text)
    return true
  }
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}

/**
 * Returns a function that copies a text and shows the result.
 *
 * It shows `done`, or an error if the browser refuses. It resolves to true on success.
 */
export const useCopy = (): ((text: string, done?: string) => Promise<boolean>) => {
  const { show } = useToasts()
  return useCallback(
    async (text, done) => {
      const copied = await copyText(text).catch(() => false)
      if (!copied) {
        show({ say: 'Could not copy to the clipboard. Select the text and copy it yourself.', tone: 'err' })
      } else if (done !== undefined) show({ say: done })
      return copied
    },
    [show]
  )
}
