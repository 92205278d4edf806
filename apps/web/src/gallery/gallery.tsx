import { Select } from '@hookwright/ui'
import type { ReactNode } from 'react'
import type { ThemeChoice } from '../kit/theme/theme.ts'
import { useTheme } from '../kit/theme/use-theme.tsx'
import { CardStates } from './card-states.tsx'
import { fieldSamples } from './field-samples.tsx'
import { layerSamples } from './layer-samples.tsx'
import { markSamples } from './mark-samples.tsx'
import type { Sample } from './sample.tsx'

/** Samples of every component of `packages/ui`, by group. */
export const sampleGroups: readonly { title: string; samples: readonly Sample[] }[] = [
  { title: 'Buttons and marks', samples: markSamples },
  { title: 'Fields', samples: fieldSamples },
  { title: 'Layers and lists', samples: layerSamples }
]

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'System theme' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' }
]

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="flex flex-col gap-4">
    <h2 className="m-0 text-h1 text-ink">{title}</h2>
    {children}
  </section>
)

const SampleBox = ({ sample: { name, states } }: { sample: Sample }) => (
  <article id={name} aria-label={name} className="rounded-m border border-line bg-surface p-4">
    <h3 className="m-0 mb-3 text-h2 text-ink">{name}</h3>
    <div className="flex flex-wrap gap-6">
      {states.map(({ title, node }) => (
        <figure
          key={title}
          aria-label={`${name}, ${title}`}
          className="m-0 flex max-w-full min-w-40 flex-col gap-2"
        >
          <figcaption className="text-small text-ink-3">{title}</figcaption>
          {node}
        </figure>
      ))}
    </div>
  </article>
)

/** Page with every component of `packages/ui` and every card type in each of its states. */
export const Gallery = () => {
  const { theme, choice } = useTheme()
  return (
    <main className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-col gap-10 p-6">
        <header className="flex flex-wrap items-end justify-between gap-4">
          <h1 className="m-0 text-title text-ink">Component gallery</h1>
          <Select
            label="Theme"
            hideLabel
            choices={themes}
            value={choice}
            onValueChange={theme.choose}
            className="w-44"
          />
        </header>
        {sampleGroups.map(({ title, samples }) => (
          <Section key={title} title={title}>
            {samples.map(sample => (
              <SampleBox key={sample.name} sample={sample} />
            ))}
          </Section>
        ))}
        <Section title="Cards">
          <CardStates />
        </Section>
      </div>
    </main>
  )
}
