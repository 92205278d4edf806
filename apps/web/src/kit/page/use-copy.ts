import { useToasts } from '@hookwright/ui'
import { useCallback } from 'react'
import { copyText } from './copy-text.ts'

/**
 * Returns a function that copies a text and reports the result.
 * It shows `done`, or an error when the browser refuses, and resolves to true on success.
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
