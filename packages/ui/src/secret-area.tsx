import { type KeyboardEvent, useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { TextArea, type TextAreaProps } from './text-area.tsx'

/** Submits the form on Enter, as a one-line field does; Shift+Enter inserts a line break. */
const submitOnEnter = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
  const { form } = event.currentTarget
  if (form === null || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  form.requestSubmit()
}

/**
 * Field for a secret of one or several lines, such as a list of keys or a PEM file. The text is masked until
 * the user reveals it.
 */
export const SecretArea = ({ inputClass, ...area }: Omit<TextAreaProps, 'after' | 'rows'>) => {
  const [isShown, setShown] = useState(false)
  return (
    <TextArea
      {...area}
      rows={1}
      onKeyDown={submitOnEnter}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      inputClass={cx(!isShown && '[-webkit-text-security:disc]', 'max-h-60 resize-none! pr-16', inputClass)}
      after={
        <Button
          look="quiet"
          size="card"
          className="h-7! max-md:h-8!"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          Show
        </Button>
      }
    />
  )
}
