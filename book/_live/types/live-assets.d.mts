/** What build.py writes: see `assets_module` there. */
export const SIZES: Record<string, { packed: number; unpacked: number }>;
export const LOCK_FILE: string;
