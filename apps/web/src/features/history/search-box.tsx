import { TextField } from '@hookwright/ui'
import { Search } from 'lucide-react'
import { useState } from 'react'

/** Search box that applies its text on Enter, and immediately when it is cleared. */
export const SearchBox = ({
  label,
  placeholder,
  title,
  applied,
  onSearch
}: {
  label: string
  placeholder: string
  title: string
  /** The applied search text; empty for none. */
  applied: string
  onSearch: (text: string) => void
}) => {
  const [text, setText] = useState(applied)
  const [shown, setShown] = useState(applied)
  if (shown !== applied) {
    setShown(applied)
    setText(applied)
  }
  return (
    <search className="max-md:order-first max-md:grow max-md:basis-[calc(100%-3.25rem)]">
      <form
        onSubmit={event => {
          event.preventDefault()
          onSearch(text.trim())
        }}
      >
        <TextField
          label={label}
          hideLabel
          type="search"
          placeholder={placeholder}
          title={title}
          before={<Search />}
          enterKeyHint="search"
          maxLength={500}
          className="w-66 max-md:w-full"
          value={text}
          onValueChange={next => {
            setText(next)
            if (next === '' && applied !== '') onSearch('')
          }}
        />
      </form>
    </search>
  )
}
