// The folder Taskhub-Platform and its jobs, for the plugin Job DSL. What a job asks, when it starts and that it runs alone
// is the same here, in its Jenkinsfile and in config-xml/: a test compares them.
//
// TASKHUB_REPOSITORY is the address of the git repository with the Jenkinsfiles, TASKHUB_REPOSITORY_ID its credential (may
// be absent), TASKHUB_BRANCH the branch that the jobs come from.
def given = binding.variables
def repository = given.TASKHUB_REPOSITORY ?: 'https://github.com/taskhub/taskhub-platform.git'
def credential = given.TASKHUB_REPOSITORY_ID ?: ''
def main = given.TASKHUB_BRANCH ?: 'main'

def see = ['Job/Read', 'Job/Discover']
def run = ['Job/Read', 'Job/Discover', 'Job/Build', 'Job/Cancel']

folder('Taskhub-Platform') {
    description('The application and its platform: built, deployed, backed up, brought back.')
    properties {
        authorizationMatrix {
            inheritanceStrategy { inheriting() }
            entries {
                group {
                    name('developers')
                    permissions(run)
                }
                group {
                    name('release-managers')
                    permissions(run)
                }
            }
        }
    }
}

def jobs = [
    [file: 'app-ci', branch: 'develop', keep: 50, alone: true,
     about: 'Builds, tests and scans what was pushed to develop. What passes the gate goes to dev.',
     triggers: { scm { scmpoll_spec('') } }],             // no polling: the hook of a push starts it

    [file: 'release-build', keep: 100, alone: true,
     about: 'Builds a release: an image whose tag is a version, never overwritten.',
     asks: { stringParam('RELEASE_TAG', '', 'A semantic version that is not taken, such as 0.1.2.') }],

    [file: 'deploy-dev', keep: 50, alone: true,
     about: 'Deploys task-service to dev: a new image, or the running one with changed values.',
     asks: {
         stringParam('IMAGE_TAG', 'KEEP_CURRENT',
                     'A tag that is in the registry, or KEEP_CURRENT: only the values change.')
     }],

    [file: 'deploy-prod', keep: 100, alone: true, managers: true,
     about: 'Deploys a released image to prod, after somebody else than its starter has approved it.',
     asks: {
         booleanParam('CONFIRM_PROD', false, 'Tick it: this deploys to production.')
         stringParam('RELEASE_TAG', '', 'A released tag that is in the registry, such as 0.1.2.')
     }],

    [file: 'rollback', keep: 100, alone: true,
     about: 'Takes task-service back to an earlier revision. In prod a release manager says yes first.',
     asks: {
         choiceParam('ENVIRONMENT', ['dev', 'prod'], 'Where.')
         stringParam('REVISION', '', 'A revision of helm history. Empty: the one that was deployed before.')
     }],

    [file: 'backup', keep: 100, alone: false,
     about: 'Backs up the database of an environment, and tries the dump.',
     asks: {
         choiceParam('ENVIRONMENT', ['dev', 'prod'], 'Where.')
         booleanParam('WAIT', false, 'Wait for a backup that runs already. Else the build is refused.')
     }],

    [file: 'restore', keep: 100, alone: true,
     about: 'Brings the database of an environment back from a dump. In prod a release manager says yes first.',
     asks: {
         choiceParam('ENVIRONMENT', ['dev', 'prod'], 'Where.')
         stringParam('DUMP', 'latest', 'A dump as the job backup lists them, or latest; or s3://… with one of the two.')
         stringParam('CONFIRM_DATABASE', '', 'The name of the database that is replaced, taskdb, typed.')
     }],

    [file: 'platform-deploy', keep: 100, alone: true, managers: true,
     about: 'Makes one of the namespaces monitoring, dev and prod with all that belongs to it, by Terraform.',
     asks: {
         choiceParam('TARGET', ['monitoring', 'dev', 'prod'], 'What to make.')
         booleanParam('CONFIRM_APPLY', false, 'Tick it: this changes the platform.')
         stringParam('ALLOW_DESTROY', '',
                     'Addresses of what may be destroyed or replaced, with spaces between. Usually empty.')
     }],

    [file: 'platform-drift', keep: 30, alone: true,
     about: 'Looks every night whether the cluster still is as Terraform left it.',
     triggers: { cron { spec('H 5 * * *') } }]
]

jobs.each { job ->
    pipelineJob("Taskhub-Platform/taskhub-${job.file}") {
        description(job.about)
        logRotator { numToKeep(job.keep) }
        if (job.asks) {
            parameters(job.asks)
        }
        properties {
            if (job.alone) {
                disableConcurrentBuilds()
            }
            if (job.triggers) {
                pipelineTriggers { triggers(job.triggers) }
            }
            if (job.managers) {                           // developers see it, and start nothing
                authorizationMatrix {
                    inheritanceStrategy { nonInheriting() }
                    entries {
                        group {
                            name('developers')
                            permissions(see)
                        }
                        group {
                            name('release-managers')
                            permissions(run)
                        }
                    }
                }
            }
        }
        definition {
            cpsScm {
                scm {
                    git {
                        remote {
                            url(repository)
                            if (credential) {
                                credentials(credential)
                            }
                        }
                        branch("*/${job.branch ?: main}")
                    }
                }
                scriptPath("jenkinsfiles/${job.file}.Jenkinsfile")
                lightweight(true)
            }
        }
    }
}
