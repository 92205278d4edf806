import { useToasts } from '@hookwright/ui'
import { useCallback } from 'react'
import { copyText } from './copy-text.ts'

/**
 * Puts text on the clipboard and says `done` when it is there; where the browser does not let it go there, that is said
 * instead. Gives whether it went.
 */
export const useCopy = (): ((text: string, done?: string) => Promise<boolean>) => {
  const { show } = useToasts()
  return useCallback(
    async (text, done) => {
      const copied = await copyText(text).catch(() => false)
      if (!copied) {
        show({ say: 'It could not be copied; select the text and copy it by hand.', tone: 'err' })
      } else if (done !== undefined) show({ say: done })
      return copied
    },
    [show]
  )
}
