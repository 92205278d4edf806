import { readPathSought, writePathSought } from '@hookwright/model'
import { TextField } from '@hookwright/ui'
import { Search } from 'lucide-react'
import { useState } from 'react'
import type { DeliveriesSearch } from './deliveries-search.ts'

type Sought = Pick<DeliveriesSearch, 'q' | 'path'>

/** What was typed, as it stands in the address: a place with a value, or words. */
const soughtIn = (text: string): Sought => {
  const words = text.trim()
  const path = readPathSought(words)
  if (path !== null) return { q: undefined, path: writePathSought(path) }
  return { q: words === '' ? undefined : words, path: undefined }
}

/** Looks for words, or for a value at a place of the body, once Enter is pressed. */
export const SearchBox = ({ q, path, onSearch }: Sought & { onSearch: (change: Sought) => void }) => {
  const applied = path ?? q ?? ''
  const [text, setText] = useState(applied)
  const [shown, setShown] = useState(applied)
  if (shown !== applied) {
    setShown(applied)
    setText(applied)
  }
  return (
    <search className="max-md:col-span-2">
      <form
        onSubmit={event => {
          event.preventDefault()
          onSearch(soughtIn(text))
        }}
      >
        <TextField
          label="Search what arrived"
          hideLabel
          type="search"
          size="card"
          placeholder="Text, or body.user.id = 42"
          title="Press Enter to look through query, headers and body"
          before={<Search />}
          enterKeyHint="search"
          maxLength={500}
          className="w-64 max-md:w-full"
          value={text}
          onValueChange={next => {
            setText(next)
            if (next === '' && applied !== '') onSearch(soughtIn(''))
          }}
        />
      </form>
    </search>
  )
}
