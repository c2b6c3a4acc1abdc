import { expectTypeOf, test } from 'vitest';
import type { Given, Release, Reporter, Results, SuiteDefinition } from './index.ts';

// What others build on: tsc holds it, as part of lint.
test('the door gives what suites, reporters and readers of results are written against', () => {
  expectTypeOf<keyof Given>().toEqualTypeOf<
    | 'runId'
    | 'gateway'
    | 'kubeconfig'
    | 'context'
    | 'namespace'
    | 'said'
    | 'socket'
    | 'kubectl'
    | 'scale'
    | 'images'
    | 'releases'
    | 'existing'
    | 'unseen'
  >();
  expectTypeOf<Given['releases']>().toEqualTypeOf<readonly Release[]>();
  expectTypeOf<{ title: string; needs: 'every system' }>().toExtend<SuiteDefinition>();
  expectTypeOf<object>().toExtend<Reporter>();
  expectTypeOf<Results['schema']>().toEqualTypeOf<1>();
  expectTypeOf<Results['verdict']>().toEqualTypeOf<'passed' | 'failed' | 'ground failed' | 'interrupted'>();
  expectTypeOf<NonNullable<Results['target']>['origin']>().toEqualTypeOf<'kind' | 'own'>();
});
