/** Everything that opens over a page, loaded late and together. */
export { AlertDialogLayer } from './alert-dialog-layer.tsx'
export { ComboboxLayer } from './combobox-layer.tsx'
export { DialogLayer } from './dialog-layer.tsx'
export { MenuLayer } from './menu-layer.tsx'
export { PickerLayer } from './picker-layer.tsx'
export { PopoverLayer } from './popover-layer.tsx'
export { SelectLayer } from './select-layer.tsx'
export { TipLayer } from './tip-layer.tsx'
