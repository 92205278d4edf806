import { useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { TextArea, type TextAreaProps } from './text-area.tsx'

/** Secret of one or several lines, such as keys one per line or PEM: masked until somebody asks to see it. */
export const SecretArea = ({ inputClass, ...area }: Omit<TextAreaProps, 'aside' | 'rows'>) => {
  const [isShown, setShown] = useState(false)
  return (
    <TextArea
      {...area}
      rows={1}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      inputClass={cx(!isShown && '[-webkit-text-security:disc]', 'max-h-60', inputClass)}
      aside={
        <Button look="quiet" size="card" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          Show
        </Button>
      }
    />
  )
}
