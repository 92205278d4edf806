import {
  Badge,
  BrandMark,
  Button,
  type ButtonLook,
  Chip,
  EmptyState,
  IconButton,
  Kbd,
  Notice,
  Ring,
  Spinner,
  type Tone,
  Tooltip,
  type TypeKind,
  TypeMark
} from '@hookwright/ui'
import { Check, Trash2 } from 'lucide-react'
import type { Sample } from './sample.tsx'

const looks: ButtonLook[] = ['primary', 'plain', 'quiet', 'danger']
const tones: Tone[] = ['neutral', 'accent', 'ok', 'warn', 'err', 'info', 'busy']
const kinds: TypeKind[] = ['text', 'number', 'boolean', 'date', 'object', 'file', 'any']
const noticeTones = ['info', 'ok', 'warn', 'err'] as const
const nothing = (): void => {}

/** Samples of display components and buttons. */
export const markSamples: readonly Sample[] = [
  {
    name: 'Button',
    states: [
      ...looks.map(look => ({ title: look, node: <Button look={look}>Save changes</Button> })),
      { title: 'disabled', node: <Button disabled>Save changes</Button> },
      { title: 'busy', node: <Button busy>Save changes</Button> },
      { title: 'with an icon', node: <Button icon={<Check aria-hidden className="size-4" />}>Apply</Button> },
      { title: 'in a card', node: <Button size="card">Save</Button> }
    ]
  },
  {
    name: 'IconButton',
    states: (['quiet', 'plain', 'danger'] as const).flatMap(look => [
      { title: look, node: <IconButton look={look} label="Remove" icon={<Trash2 aria-hidden />} /> },
      {
        title: `${look}, disabled`,
        node: <IconButton look={look} disabled label="Remove" icon={<Trash2 aria-hidden />} />
      }
    ])
  },
  {
    name: 'Badge',
    states: tones.flatMap(tone =>
      [false, true].map(plain => ({
        title: plain ? `${tone}, plain` : `${tone}, filled`,
        node: (
          <Badge tone={tone} plain={plain} icon={<Check aria-hidden />}>
            succeeded
          </Badge>
        )
      }))
    )
  },
  {
    name: 'Chip',
    states: kinds.map(kind => ({
      title: kind,
      node: (
        <Chip kind={kind} mark={<TypeMark kind={kind} name={kind} />} edge="var(--accent)" onRemove={nothing}>
          Event type
        </Chip>
      )
    }))
  },
  {
    name: 'TypeMark',
    states: kinds.flatMap(kind => [
      { title: kind, node: <TypeMark kind={kind} name={kind} /> },
      {
        title: `list of ${kind}`,
        node: <TypeMark kind={kind} list name={`list of ${kind}`} />
      }
    ])
  },
  {
    name: 'BrandMark',
    states: [
      { title: 'with a letter', node: <BrandMark name="Acme HR" logo={null} accent="#1d4ed8" /> },
      { title: 'with a logo', node: <BrandMark name="Acme HR" logo="/icon.svg" accent="#1d4ed8" /> }
    ]
  },
  { name: 'Kbd', states: [{ title: 'a shortcut', node: <Kbd keys="Ctrl K" /> }] },
  {
    name: 'Tooltip',
    states: [
      {
        title: 'on hover and focus',
        node: (
          <Tooltip tip="Shows the last run" shortcut="R">
            <Button>Hover over this</Button>
          </Tooltip>
        )
      }
    ]
  },
  {
    name: 'Notice',
    states: noticeTones.map(tone => ({
      title: tone,
      node: (
        <Notice tone={tone} action={<Button size="card">Try again</Button>} className="w-100 max-w-full">
          The service responded with 503. Check that the service is up, then try again.
        </Notice>
      )
    }))
  },
  {
    name: 'EmptyState',
    states: [
      {
        title: 'with an action',
        node: (
          <EmptyState title="No deliveries yet" action={<Button>Send a test event</Button>}>
            Events appear here as soon as the service sends one.
          </EmptyState>
        )
      }
    ]
  },
  { name: 'Spinner', states: [{ title: 'turning', node: <Spinner /> }] },
  {
    name: 'Ring',
    states: [0, 0.4, 1].map(part => ({
      title: `${part * 100} %`,
      node: <Ring part={part} label="Time left" />
    }))
  }
]
