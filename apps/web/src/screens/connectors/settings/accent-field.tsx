import { plainBranding } from '@hookwright/model'
import { accentOf, connectorHues, cx, isAccentChosen, TextField } from '@hookwright/ui'

/** Expands the short color `#rgb` to `#rrggbb`; returns any other text unchanged. */
const longForm = (colour: string): string =>
  /^#[0-9a-f]{3}$/i.test(colour) ? `#${[...colour.slice(1)].map(sign => sign + sign).join('')}` : colour

/** Colors to choose from, as pairs of name and value. */
const swatches = Object.entries(connectorHues)

/**
 * Color field of the connector: a swatch, or a typed `#rgb` or `#rrggbb`. If empty, the color is derived from
 * the name.
 */
export const AccentField = ({
  name,
  accent,
  error,
  onChange
}: {
  /** Name of the connector. */
  name: string
  accent: string
  error: string | undefined
  onChange: (accent: string) => void
}) => {
  const shown = accentOf(name, accent)
  const typed = isAccentChosen(accent) ? accent : ''
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <TextField
        label="Accent colour"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        placeholder={shown}
        error={error}
        onValueChange={value => onChange(value === '' ? plainBranding.accent : value)}
        onBlur={() => typed !== '' && onChange(longForm(accent).toLowerCase())}
        inputClass="font-code"
        description="Colour of this connector’s icon and cards. Leave empty to derive the colour from the name."
        after={
          <input
            type="color"
            aria-label="Choose the accent colour"
            value={/^#[0-9a-f]{6}$/i.test(shown) ? shown : '#000000'}
            onChange={event => onChange(event.currentTarget.value)}
            className="size-6 cursor-pointer rounded-xs border border-line bg-surface p-0.5"
          />
        }
      />
      <fieldset aria-label="Suggested colours" className="flex flex-wrap gap-1.5">
        {swatches.map(([label, hue]) => (
          <button
            key={hue}
            type="button"
            aria-label={label}
            aria-pressed={typed === hue}
            title={label}
            className={cx(
              'size-6 rounded-s max-md:size-8',
              typed === hue && 'outline-2 outline-offset-2 outline-ink'
            )}
            style={{ background: hue }}
            onClick={() => onChange(hue)}
          />
        ))}
      </fieldset>
    </div>
  )
}
