import { withObjectStore } from 'touchstone/fixtures/object-store';
import { test as base } from 'touchstone/fixtures/test';
import { withEcho } from '../../fixtures/echo.ts';

/** The suite's tests: echo, and the store behind it. */
export const test = base.extend(...withObjectStore).extend(...withEcho);
