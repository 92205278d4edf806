import { BrandMark, Button } from '@hookwright/ui'
import { ImageUp, Trash2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'

/** Maximum size of a logo file, in bytes. */
const MOST = 65_536

const kinds = ['image/png', 'image/jpeg', 'image/svg+xml', 'image/webp']

/** Logo as a data URL, or the reason why the file is rejected. */
type ReadLogo = { ok: true; logo: string } | { ok: false; error: string }

/** Reads a file chosen as a logo: PNG, JPEG, WebP or SVG of at most 64 KiB. */
export const readLogo = async (file: File): Promise<ReadLogo> => {
  if (!kinds.includes(file.type)) {
    return { ok: false, error: `“${file.name}” is not a PNG, JPEG, WebP or SVG image. Choose another file.` }
  }
  if (file.size > MOST) {
    const kib = Math.ceil(file.size / 1_024)
    return {
      ok: false,
      error: `“${file.name}” is ${kib} KiB, but the limit is 64 KiB. Choose a smaller file.`
    }
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  return { ok: true, logo: `data:${file.type};base64,${btoa(text)}` }
}

/** Field to choose, preview and remove the connector's logo. */
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
  const [error, setError] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    const read = await readLogo(file)
    setError(read.ok ? null : read.error)
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
        {error}
      </span>
    </fieldset>
  )
}
