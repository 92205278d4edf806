import { BrandMark, Button } from '@hookwright/ui'
import { ImageUp, Trash2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { readLogo } from './read-logo.ts'

/** The connector's picture: chosen from the machine, shown at once, taken away again. */
export const LogoField = ({
  name,
  logo,
  accent,
  onChange
}: {
  name: string
  logo: string | null
  accent: string
  onChange: (logo: string | null) => void
}) => {
  const [flaw, setFlaw] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    const read = await readLogo(file)
    setFlaw(read.ok ? null : read.flaw)
    if (read.ok) onChange(read.logo)
  }

  return (
    <fieldset aria-label="Logo" className="flex min-w-0 flex-col gap-1">
      <span className="text-label">Logo</span>
      <div className="flex items-center gap-3">
        <BrandMark name={name} logo={logo} accent={accent} />
        <input
          ref={input}
          type="file"
          aria-label="Logo file"
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          tabIndex={-1}
          className="sr-only"
          onChange={event => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <Button
          icon={<ImageUp aria-hidden className="size-4" strokeWidth={1.75} />}
          aria-describedby={hintId}
          onClick={() => input.current?.click()}
        >
          {logo === null ? 'Choose a picture' : 'Change'}
        </Button>
        {logo !== null && (
          <Button
            look="quiet"
            icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
            onClick={() => onChange(null)}
          >
            Remove
          </Button>
        )}
      </div>
      <span id={hintId} className="text-small text-ink-3">
        PNG, JPEG, WebP or SVG, square, at most 64 KiB.
      </span>
      <span aria-live="polite" className="text-small text-err empty:hidden">
        {flaw}
      </span>
    </fieldset>
  )
}
